public import OTAUpgrade
public import TransportCore

/// What happens to one board of a run.
public struct BoardEvent: Sendable {
    /// What happens.
    public enum Kind: Sendable {
        /// An attempt begins, after this was done for the board; nothing before the first.
        case attemptStarted(after: RecoveryAction?)
        /// What was done for the board before an attempt did not work; the attempt is made all the same.
        case recoveryFailed(RecoveryAction, reason: String)
        /// The board's port was found.
        case found(TransportAddress)
        /// The session tells something.
        case session(UpgradeEvent)
        /// The image is on the board, which waits for the others.
        case staged
        /// The board is done with.
        case finished(BoardOutcome)
    }

    /// The board's name.
    public var board: String
    /// Which attempt it belongs to, from 1; 0 where none was begun.
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
