/// One line of what a board prints by itself, and when.
public struct BoardLine: Sendable, Hashable {
    /// What it says.
    public enum Content: Sendable, Hashable {
        /// Text as it stands.
        case text(String)
        /// A line of the log, with the time that stands in its brackets.
        case log(LogLine, milliseconds: Int)
    }

    /// How it ends.
    public enum Ending: Sendable, Hashable {
        /// With CR LF: what ROM, bootloader and panic handler print, and what the firmware prints before it has a console.
        case carriageReturnLineFeed
        /// As the firmware's standard output ends lines: a choice of its build.
        case standardOutput
    }

    /// How long after the reset its first byte goes out.
    public var at: Duration
    /// What it says.
    public var content: Content
    /// How it ends.
    public var ending: Ending

    /// Makes a line.
    public init(at: Duration, _ content: Content, _ ending: Ending = .carriageReturnLineFeed) {
        self.at = at
        self.content = content
        self.ending = ending
    }

    /// The line as it goes out.
    /// - Parameters:
    ///   - newline: how standard output ends lines: `\n`, or `\r\n` where the build translates.
    ///   - colours: whether the log is coloured (`CONFIG_LOG_COLORS`, on by default).
    public func rendered(newline: String, colours: Bool = true) -> String {
        let text =
            switch content {
            case .text(let text): text
            case .log(let line, let milliseconds): line.rendered(milliseconds: milliseconds, colours: colours)
            }
        return text + (ending == .carriageReturnLineFeed ? "\r\n" : newline)
    }
}
