public import LuaREPL
public import OTAUpgrade
public import TransportCore

/// What a console showed when it was asked for a prompt.
public struct ConsoleFacts: Sendable, Hashable {
    /// Why there was no answer.
    public enum Silence: Sendable, Hashable {
        /// The port could not be opened.
        case notOpened(TransportError)
        /// The dialogue failed.
        case dialogue(REPLError)
        /// The board answered once, then stopped responding.
        case examination(UpgradeError)
    }

    /// The rate at which the port was opened.
    public var baud: Int
    /// Why there was no answer at that rate; `nil` if there was one.
    public var silence: Silence?
    /// Another rate at which the prompt answers.
    public var answeringBaud: Int?
    /// The other rates that were tried.
    public var triedBauds: [Int]
    /// What the board is; `nil` if it did not answer.
    public var report: BoardReport?
    /// How often the board restarted during the check.
    public var resets: Int

    /// Makes facts of a console that has not been asked.
    public init(
        baud: Int = 115_200,
        silence: Silence? = nil,
        answeringBaud: Int? = nil,
        triedBauds: [Int] = [],
        report: BoardReport? = nil,
        resets: Int = 0
    ) {
        self.baud = baud
        self.silence = silence
        self.answeringBaud = answeringBaud
        self.triedBauds = triedBauds
        self.report = report
        self.resets = resets
    }
}
