import LuaREPL

/// Where results go, and where progress and messages go.
struct Console: Sendable {
    /// How much is printed on standard error.
    enum Talk: Sendable, Hashable {
        /// Errors only.
        case quiet
        case usual
        case verbose
    }

    var talk = Talk.usual
    var standardOutput = TextStream.standardOutput
    var standardError = TextStream.standardError
    var terminal: TerminalTraits

    /// Colours for results.
    var resultPaint: Paint { Paint(isOn: terminal.colours(standardOutput.isTerminal)) }
    /// Colours for messages.
    var messagePaint: Paint { Paint(isOn: terminal.colours(standardError.isTerminal)) }
    /// How wide results may be.
    var resultWidth: Int { standardOutput.columns ?? terminal.columns }
    /// How wide messages may be.
    var messageWidth: Int { standardError.columns ?? terminal.columns }
    /// Whether a line can be redrawn in place on standard error.
    var canRedraw: Bool { talk != .quiet && standardError.isTerminal && !terminal.isDumb }

    /// Prints a result.
    /// - Throws: `OutputError`; a result that cannot be written is a failure.
    func show(_ lines: [String]) throws(OutputError) {
        try standardOutput.write(encode(lines))
    }

    /// Prints a message; ignores a write error.
    func tell(_ lines: [String]) {
        try? standardError.write(encode(lines))
    }

    /// Prints a message, unless only errors are to be printed.
    func note(_ text: String) {
        guard talk != .quiet else { return }
        tell(Paragraph.lines(text, width: messageWidth))
    }

    func encode(_ lines: [String]) -> String {
        let text = lines.map { $0 + "\n" }.joined()
        return terminal.isUTF8 ? text : text.inASCII
    }
}
