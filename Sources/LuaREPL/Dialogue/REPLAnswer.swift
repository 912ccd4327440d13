/// The answer to a question: the values that the call returned or the error that it raised, and what was printed.
public struct REPLAnswer: Sendable, Hashable {
    /// How the call ended.
    public enum Outcome: Sendable, Hashable {
        /// It returned these values.
        case returned([LuaValue])
        /// It raised an error with this text.
        case raised(String)
    }

    /// How the call ended.
    public var outcome: Outcome
    /// Lines that the board printed meanwhile, without line ends.
    public var output: [[UInt8]]

    /// Makes an answer from its parts.
    public init(outcome: Outcome, output: [[UInt8]]) {
        self.outcome = outcome
        self.output = output
    }

    /// The values that were returned; empty if the call raised an error.
    public var values: [LuaValue] {
        guard case .returned(let values) = outcome else { return [] }
        return values
    }

    /// The error's text; `nil` if the call returned.
    public var error: String? {
        guard case .raised(let message) = outcome else { return nil }
        return message
    }

    /// The value at a position, `nil` (Lua's) beyond the last.
    public subscript(index: Int) -> LuaValue {
        values.indices.contains(index) ? values[index] : .nil
    }
}
