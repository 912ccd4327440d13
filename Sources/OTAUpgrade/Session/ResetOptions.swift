package import TransportCore

/// How a board is reset.
package struct ResetOptions: Sendable, Hashable {
    /// What makes it restart.
    package enum Way: Sendable, Hashable {
        /// `node.restart()` if a prompt answers, otherwise DTR and RTS.
        case promptThenLines
        /// `node.restart()` only.
        case prompt
        /// DTR and RTS only.
        case lines
    }

    /// What makes it restart.
    package var way = Way.promptThenLines
    /// How DTR and RTS reach the chip.
    package var circuit = ResetCircuit.classic
    /// The sequence on the lines; `nil` for the circuit's own sequence into the application.
    package var sequence: ResetSequence?
    /// Whether the reset may give up firmware on trial.
    package var isForced = false
    /// Whether to watch the board's start until its prompt answers.
    package var waits = true
    /// How long a prompt may take to answer before the lines are used.
    package var promptLimit = Duration.seconds(3)
    /// How long the board may take from the reset to its prompt.
    package var startLimit = Duration.seconds(60)

    /// Makes the default options.
    package init() {}
}
