/// One line that a board prints on its own, and its time.
package struct BoardLine: Sendable, Hashable {
    /// The content of a line.
    package enum Content: Sendable, Hashable {
        /// Plain text.
        case text(String)
        /// A line of the log, with the time in its parentheses.
        case log(ESPLogLine, milliseconds: Int)
    }

    /// The line end.
    package enum Ending: Sendable, Hashable {
        /// CR LF: the ROM, the bootloader, the panic handler, and the firmware before it has a console.
        case carriageReturnLineFeed
        /// The line end of the firmware's standard output, which is a build option.
        case standardOutput
    }

    /// The time from the reset to its first byte.
    package var at: Duration
    /// The content.
    package var content: Content
    /// The line end.
    package var ending: Ending

    /// Makes a line.
    package init(at: Duration, _ content: Content, _ ending: Ending = .carriageReturnLineFeed) {
        self.at = at
        self.content = content
        self.ending = ending
    }

    /// The line as it is sent.
    /// - Parameters:
    ///   - newline: the line end of standard output: `
    /// `, or `\r
    /// ` if the build translates it.
    ///   - colours: whether the log is coloured (`CONFIG_LOG_COLORS`, on by default).
    package func rendered(newline: String, colours: Bool = true) -> String {
        let text =
            switch content {
            case .text(let text): text
            case .log(let line, let milliseconds): line.rendered(milliseconds: milliseconds, colours: colours)
            }
        return text + (ending == .carriageReturnLineFeed ? "\r\n" : newline)
    }
}
