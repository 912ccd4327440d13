public import TransportCore

/// How a board is reset.
public struct ResetOptions: Sendable, Hashable {
    /// What makes it restart.
    public enum Way: Sendable, Hashable {
        /// `node.restart()` where a prompt answers, else the lines.
        case promptThenLines
        /// `node.restart()` only.
        case prompt
        /// DTR and RTS only.
        case lines
    }

    /// What makes it restart.
    public var way = Way.promptThenLines
    /// How DTR and RTS reach the chip.
    public var circuit = ResetCircuit.classic
    /// What is done with the lines; `nil` for the circuit's own sequence into the application.
    public var sequence: ResetSequence?
    /// Whether firmware on trial may be given up by the reset.
    public var isForced = false
    /// Whether the board's start is watched until its prompt answers.
    public var waits = true
    /// How long a prompt may take to answer before the lines are used.
    public var promptLimit = Duration.seconds(3)
    /// How long the board may take from the reset to its prompt.
    public var startLimit = Duration.seconds(60)

    /// Makes the usual options.
    public init() {}
}
