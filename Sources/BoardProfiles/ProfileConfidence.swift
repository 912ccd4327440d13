/// How reliable the facts of a profile are.
package enum ProfileConfidence: String, Sendable, Hashable, CaseIterable {
    /// From the manufacturer's documents.
    case high
    /// From third-party documents or code.
    case medium
    /// From hearsay, or the sources differ: to be confirmed on a board.
    case low
}
