public import OTAUpgrade
public import TransportCore

/// What happens to one board of a run.
public struct BoardEvent: Sendable {
    /// What happens.
    public enum Kind: Sendable {
        /// An attempt starts, after this recovery action; there is none before the first attempt.
        case attemptStarted(after: RecoveryAction?)
        /// The recovery action before an attempt failed; the attempt is made anyway.
        case recoveryFailed(RecoveryAction, reason: String)
        /// The board's port was found.
        case found(TransportAddress)
        /// An event of the session.
        case session(UpgradeEvent)
        /// The image is on the board, which now waits for the others.
        case staged
        /// The board is finished.
        case finished(BoardOutcome)
    }

    /// The board's name.
    public var board: String
    /// The attempt that it belongs to, from 1; 0 if none was started.
    public var attempt: Int
    /// What happens.
    public var kind: Kind

    /// Makes an event from its facts.
    public init(board: String, attempt: Int, _ kind: Kind) {
        self.board = board
        self.attempt = attempt
        self.kind = kind
    }
}
