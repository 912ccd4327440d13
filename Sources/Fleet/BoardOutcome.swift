public import OTAUpgrade
public import TransportCore

/// The outcome of one board's upgrade.
public struct BoardOutcome: Sendable {
    /// The final status.
    public enum Status: Sendable, Hashable {
        /// The new firmware runs, proven.
        case upgraded
        /// The board ran this firmware already.
        case unchanged
        /// The plan was made and nothing was done, as requested.
        case planned
        /// It failed, was refused or was rolled back.
        case failed
        /// It was cancelled.
        case cancelled
        /// It was not started, or its image was sent but not selected.
        case skipped(SkipReason)
    }

    /// Why a board was left unchanged.
    public enum SkipReason: String, Sendable, Hashable, CaseIterable {
        /// One of the canaries was not proven.
        case canaryFailed = "canary-failed"
        /// Too many boards have failed.
        case tooManyFailures = "too-many-failures"
        /// It has failed too often in a row.
        case quarantined
        /// It holds the image but was not allowed to select it; the fleet's report says why.
        case heldBack = "held-back"
        /// The run was interrupted before its turn.
        case interrupted
    }

    /// The board's name.
    public var board: String
    /// The final status.
    public var status: Status
    /// The attempts in order; empty if the upgrade was not started.
    public var attempts: [UpgradeAttempt]
    /// The total time of all attempts and the recovery between them, by this host's clock.
    public var duration: Duration

    /// Makes an outcome from its facts.
    public init(board: String, status: Status, attempts: [UpgradeAttempt] = [], duration: Duration = .zero) {
        self.board = board
        self.status = status
        self.attempts = attempts
        self.duration = duration
    }

    /// Whether the board itself reported that it runs the image.
    public var isProven: Bool { status == .upgraded || status == .unchanged }
    /// Whether the board meets the request: proven, or planned if only a plan was requested.
    public var isAsWanted: Bool { isProven || status == .planned }
    /// Whether an earlier attempt failed but the last one succeeded.
    public var isFlaky: Bool { isProven && attempts.count > 1 }
    /// Why it failed.
    public var error: UpgradeError? { attempts.last?.error }
    /// The result of the last session.
    public var result: UpgradeResult? { attempts.last?.result }
    /// Where the board was last found.
    public var address: TransportAddress? { attempts.last { $0.address != nil }?.address }
}
