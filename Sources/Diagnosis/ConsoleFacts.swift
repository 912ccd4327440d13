package import LuaREPL
package import OTAUpgrade
package import TransportCore

/// What a console showed when it was asked for a prompt.
package struct ConsoleFacts: Sendable, Hashable {
    /// Why there was no answer.
    package enum Silence: Sendable, Hashable {
        /// The port could not be opened.
        case notOpened(TransportError)
        /// The dialogue failed.
        case dialogue(REPLError)
        /// The board answered once, then stopped responding.
        case examination(UpgradeError)
    }

    /// The rate at which the port was opened.
    package var baud: Int
    /// Why there was no answer at that rate; `nil` if there was one.
    package var silence: Silence?
    /// Another rate at which the prompt answers.
    package var answeringBaud: Int?
    /// The other rates that were tried.
    package var triedBauds: [Int]
    /// What the board is; `nil` if it did not answer.
    package var report: BoardReport?
    /// How often the board restarted during the check.
    package var resets: Int

    /// Makes facts of a console that has not been asked.
    package init(
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
