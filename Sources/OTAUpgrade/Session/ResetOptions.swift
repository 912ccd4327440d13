public import TransportCore

/// How a board is reset.
public struct ResetOptions: Sendable, Hashable {
    /// What makes it restart.
    public enum Way: Sendable, Hashable {
        /// `node.restart()` if a prompt answers, otherwise DTR and RTS.
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
    /// The sequence on the lines; `nil` for the circuit's own sequence into the application.
    public var sequence: ResetSequence?
    /// Whether the reset may give up firmware on trial.
    public var isForced = false
    /// Whether to watch the board's start until its prompt answers.
    public var waits = true
    /// How long a prompt may take to answer before the lines are used.
    public var promptLimit = Duration.seconds(3)
    /// How long the board may take from the reset to its prompt.
    public var startLimit = Duration.seconds(60)

    /// Makes the default options.
    public init() {}
}
