public import LuaREPL
public import TransportCore

/// The result of a reset.
public struct ResetReport: Sendable, Hashable {
    /// What made the board restart.
    public enum Cause: Sendable, Hashable {
        /// `node.restart()` at its prompt.
        case prompt
        /// A sequence on DTR and RTS.
        case lines(ResetCircuit, ResetSequence)
    }

    /// What made it restart.
    public var cause: Cause
    /// Its output since then; empty if it was not watched, or if its port came back too late.
    public var boot: BootRecord
    /// Whether its prompt answered after the restart; `nil` if the caller did not wait for it.
    public var promptAnswers: Bool?
    /// Whether its port went away and came back.
    public var portVanished: Bool
    /// The firmware on trial that a forced reset gave up; `nil` if none was known to be on trial.
    public var trial: BoardState.Firmware?
    /// What runs after such a reset; `nil` if the caller did not wait for it or it was not read.
    public var state: BoardState?

    /// Makes a report from its facts.
    public init(cause: Cause, boot: BootRecord = BootRecord(), promptAnswers: Bool? = nil, portVanished: Bool = false) {
        self.cause = cause
        self.boot = boot
        self.promptAnswers = promptAnswers
        self.portVanished = portVanished
    }
}
