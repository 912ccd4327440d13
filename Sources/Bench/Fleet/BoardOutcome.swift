public import OTAUpgrade
public import TransportCore

/// What became of one board.
public struct BoardOutcome: Sendable {
    /// How it ended, in one word.
    public enum Status: Sendable, Hashable {
        /// The new firmware runs, proven.
        case upgraded
        /// The board ran this firmware already.
        case unchanged
        /// The plan was made and nothing done, as asked.
        case planned
        /// It failed, was refused or was rolled back.
        case failed
        /// It was cancelled.
        case cancelled
        /// It was not begun, or its image was sent and not selected.
        case skipped(SkipReason)
    }

    /// Why a board was left as it was.
    public enum SkipReason: String, Sendable, Hashable, CaseIterable {
        /// One of the first boards was not proven.
        case canaryFailed = "canary-failed"
        /// Too many boards have failed.
        case tooManyFailures = "too-many-failures"
        /// It has failed too often in a row.
        case quarantined
        /// It holds the image and was not allowed to select it; a fleet says why.
        case heldBack = "held-back"
        /// The run was interrupted before its turn.
        case interrupted
    }

    /// The board's name.
    public var board: String
    /// How it ended.
    public var status: Status
    /// The attempts in their order; none where it was not begun.
    public var attempts: [UpgradeAttempt]
    /// How long the board took with all attempts and what was done between them, by this host's clock.
    public var duration: Duration

    /// Makes an outcome from its facts.
    public init(board: String, status: Status, attempts: [UpgradeAttempt] = [], duration: Duration = .zero) {
        self.board = board
        self.status = status
        self.attempts = attempts
        self.duration = duration
    }

    /// Whether the board runs the image, as it said itself.
    public var isProven: Bool { status == .upgraded || status == .unchanged }
    /// Whether the board is as it was wanted: proven, or planned where no more was asked for.
    public var isAsWanted: Bool { isProven || status == .planned }
    /// Whether an earlier attempt failed and the last one did not.
    public var isFlaky: Bool { isProven && attempts.count > 1 }
    /// Why it failed.
    public var error: UpgradeError? { attempts.last?.error }
    /// What the last session came to.
    public var result: UpgradeResult? { attempts.last?.result }
    /// Where the board was found last.
    public var address: TransportAddress? { attempts.last { $0.address != nil }?.address }
}
