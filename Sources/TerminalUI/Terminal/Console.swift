import LuaREPL

/// Where results go, and where progress and messages go.
package struct Console: Sendable {
    /// How much is printed on standard error.
    package enum Talk: Sendable, Hashable {
        /// Errors only.
        case quiet
        case usual
        case verbose
    }

    package var talk = Talk.usual
    package var standardOutput = TextStream.standardOutput
    package var standardError = TextStream.standardError
    package var terminal: TerminalTraits

    package init(talk: Talk = .usual, terminal: TerminalTraits) {
        (self.talk, self.terminal) = (talk, terminal)
    }

    /// Colours for results.
    package var resultPaint: Paint { Paint(isOn: terminal.colours(standardOutput.isTerminal)) }
    /// Colours for messages.
    package var messagePaint: Paint { Paint(isOn: terminal.colours(standardError.isTerminal)) }
    /// How wide results may be.
    package var resultWidth: Int { standardOutput.columns ?? terminal.columns }
    /// How wide messages may be.
    package var messageWidth: Int { standardError.columns ?? terminal.columns }
    /// Whether a line can be redrawn in place on standard error.
    var canRedraw: Bool { talk != .quiet && standardError.isTerminal && !terminal.isDumb }

    /// Prints a result.
    /// - Throws: `OutputError`; a result that cannot be written is a failure.
    package func show(_ lines: [String]) throws(OutputError) {
        try standardOutput.write(encode(lines))
    }

    /// Prints a message; ignores a write error.
    package func tell(_ lines: [String]) {
        try? standardError.write(encode(lines))
    }

    /// Prints a message, unless only errors are to be printed.
    package func note(_ text: String) {
        guard talk != .quiet else { return }
        tell(Paragraph.lines(text, width: messageWidth))
    }

    package func encode(_ lines: [String]) -> String {
        let text = lines.map { $0 + "\n" }.joined()
        return terminal.isUTF8 ? text : text.inASCII
    }
}
