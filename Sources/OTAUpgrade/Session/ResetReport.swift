public import LuaREPL
public import TransportCore

/// What came of a reset.
public struct ResetReport: Sendable, Hashable {
    /// What made the board restart.
    public enum Cause: Sendable, Hashable {
        /// `node.restart()` at its prompt.
        case prompt
        /// Its lines, by a sequence.
        case lines(ResetCircuit, ResetSequence)
    }

    /// What made it restart.
    public var cause: Cause
    /// What it said since; empty where it was not watched, or its port came back too late to hear it.
    public var boot: BootRecord
    /// Whether its prompt answered after the restart; `nil` where that was not waited for.
    public var promptAnswers: Bool?
    /// Whether its port went away and came back.
    public var portVanished: Bool
    /// The firmware that ran on trial before a forced reset, which gives it up; `nil` if none was known to.
    public var trial: BoardState.Firmware?
    /// What runs after such a reset; `nil` if that was not waited for or not read.
    public var state: BoardState?

    /// Makes a report from its facts.
    public init(cause: Cause, boot: BootRecord = BootRecord(), promptAnswers: Bool? = nil, portVanished: Bool = false) {
        self.cause = cause
        self.boot = boot
        self.promptAnswers = promptAnswers
        self.portVanished = portVanished
    }
}
