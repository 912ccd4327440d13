/// An invariant that a run broke.
package struct Violation: Sendable, Hashable, CustomStringConvertible {
    /// The invariant.
    package var invariant: Invariant
    /// How the run broke it.
    package var message: String

    /// Makes a violation from its facts.
    package init(_ invariant: Invariant, _ message: String) {
        self.invariant = invariant
        self.message = message
    }

    /// The invariant's name and the facts.
    package var description: String { "\(invariant.rawValue): \(message)" }
}
