package import LuaREPL
package import TransportCore

/// The result of a reset.
package struct ResetReport: Sendable, Hashable {
    /// What made the board restart.
    package enum Cause: Sendable, Hashable {
        /// `node.restart()` at its prompt.
        case prompt
        /// A sequence on DTR and RTS.
        case lines(ResetCircuit, ResetSequence)
    }

    /// What made it restart.
    package var cause: Cause
    /// Its output since then; empty if it was not watched, or if its port came back too late.
    package var boot: BootRecord
    /// Whether its prompt answered after the restart; `nil` if the caller did not wait for it.
    package var promptAnswers: Bool?
    /// Whether its port went away and came back.
    package var portVanished: Bool
    /// The firmware on trial that a forced reset gave up; `nil` if none was known to be on trial.
    package var trial: BoardState.Firmware?
    /// What runs after such a reset; `nil` if the caller did not wait for it or it was not read.
    package var state: BoardState?

    /// Makes a report from its facts.
    package init(cause: Cause, boot: BootRecord = BootRecord(), promptAnswers: Bool? = nil, portVanished: Bool = false)
    {
        self.cause = cause
        self.boot = boot
        self.promptAnswers = promptAnswers
        self.portVanished = portVanished
    }
}
