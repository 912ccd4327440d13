/// An invariant that a run broke.
public struct Violation: Sendable, Hashable, CustomStringConvertible {
    /// The invariant.
    public var invariant: Invariant
    /// How the run broke it.
    public var message: String

    /// Makes a violation from its facts.
    public init(_ invariant: Invariant, _ message: String) {
        self.invariant = invariant
        self.message = message
    }

    /// The invariant's name and the facts.
    public var description: String { "\(invariant.rawValue): \(message)" }
}
