public import OTAUpgrade

/// What a port said when it was asked for a board.
public enum PortAnswer: Sendable, Hashable {
    /// A board, and what it is.
    case board(BoardReport)
    /// No board; why not, in one sentence.
    case nothing(String)
}
