/// How sure the facts of a profile are.
public enum ProfileConfidence: String, Sendable, Hashable, CaseIterable {
    /// From the maker's own documents.
    case high
    /// From documents or code of others.
    case medium
    /// From hearsay, or sources differ: to be confirmed on a board.
    case low
}
