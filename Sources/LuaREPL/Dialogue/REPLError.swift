public import TransportCore

/// Why a dialogue with a board's Lua prompt failed.
public enum REPLError: Error, Sendable, Hashable {
    /// The connection failed.
    case link(TransportError)
    /// No prompt answered.
    case noPrompt(PromptEvidence)
    /// The board resets again and again.
    case crashLoop(PromptEvidence)
    /// The ROM waits for a flasher.
    case downloadMode
    /// The board found no firmware that it can start.
    case nothingToBoot(BootRecord)
    /// The board answered before, but not this question.
    case noAnswer(question: String, waited: Duration)
    /// The board reset during a question.
    case rebooted(question: String, BootRecord)
    /// The board did not restart after a call that should restart it.
    case notRestarted(function: String)
    /// A call that should restart the board raised this error instead.
    case raised(function: String, message: String)
    /// A line of more than `REPLLine.capacity` bytes was about to be sent.
    case lineTooLong(bytes: Int)
}

extension REPLError: CustomStringConvertible {
    /// What happened, in one sentence.
    public var description: String {
        switch self {
        case .link(let error): error.description
        case .noPrompt(let evidence): evidence.summary
        case .crashLoop(let evidence):
            "The board resets again and again"
                + (evidence.crash.map { "; it says “\($0.line.printable)”." } ?? ".")
        case .downloadMode: "The board is in download mode: its ROM waits for a flasher and runs no firmware."
        case .nothingToBoot: "The board finds no firmware that it can start."
        case .noAnswer(let question, let waited):
            "The board did not answer “\(question.printable)” within \(waited.seconds.rounded(toPlaces: 1)) s."
        case .rebooted(let question, let boot):
            "The board \(boot.restartWords) while it was asked “\(question.printable)”."
        case .notRestarted(let function): "The board did not restart after \(function)()."
        case .raised(let function, let message):
            "\(function)() was refused: “\(message.printable)”."
        case .lineTooLong(let bytes):
            "A line of \(bytes) bytes does not fit the board's line editor, which takes \(REPLLine.capacity)."
        }
    }
}

extension REPLError {
    /// Whether the task was cancelled.
    public var isCancellation: Bool {
        if case .link(let error) = self { error.code == .cancelled } else { false }
    }

    /// Whether the connection failed for a reason other than the cancellation of the task.
    public var isLinkLoss: Bool {
        if case .link(let error) = self { error.code != .cancelled } else { false }
    }

    /// Whether the port has disappeared, as a USB console's does when the board restarts.
    public var isVanishing: Bool {
        if case .link(let error) = self { error.isEndOfConnection } else { false }
    }

    /// Whether the board was seen to restart.
    public var isRestart: Bool {
        if case .rebooted = self { true } else { false }
    }

    /// Whether the board was seen not to restart.
    public var isRefusalToRestart: Bool {
        if case .notRestarted = self { true } else { false }
    }
}

extension PromptEvidence {
    /// What was seen, in one sentence.
    public var summary: String {
        if let answeringBaud { return "The board's prompt answers at \(answeringBaud) baud, not at the port's rate." }
        if bytes == 0 { return "Nothing came from the port." }
        if resets > 0, let crash {
            return "The board crashed (\(crash.quotation.printable)) and did not reach its Lua prompt."
        }
        if isGarbage { return "Only garbage came from the port (\(unprintableBytes) of \(bytes) bytes unprintable)." }
        if let name = foreignConsole?.words.capitalizedFirst {
            return "\(name) answers on this port, not NodeMCU's Lua prompt." + lastLine
        }
        if sawEcho { return "The board echoes what it is sent but does not answer." + lastLine }
        if sawPrompt { return "Something like a prompt was seen, but a question was not answered." + lastLine }
        if resets > 0 { return "The board was seen to start but did not reach its Lua prompt." + lastLine }
        return "\(bytes) bytes came from the port, but no Lua prompt." + lastLine
    }

    /// The last line in a sentence; empty if no line came.
    private var lastLine: String {
        lines.last.map { " The last line was “\($0)”." } ?? ""
    }
}

extension String {
    /// The text as the start of a sentence.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Double {
    package func rounded(toPlaces places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
        return (self * scale).rounded() / scale
    }
}
