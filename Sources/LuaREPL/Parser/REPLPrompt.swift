/// What the board waits for at its prompt.
package enum REPLPrompt: Sendable, Hashable {
    /// `> `: a statement.
    case statement
    /// `>> `: the rest of a statement that is not complete yet.
    case continuation
}
