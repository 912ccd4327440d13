package import OTAUpgrade

/// The answer of a port that was probed for a board.
package enum PortAnswer: Sendable, Hashable {
    /// A board, and what it is.
    case board(BoardReport)
    /// No board; why not, in one sentence.
    case nothing(String)
}
