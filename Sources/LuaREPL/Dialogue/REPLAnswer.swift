/// The answer to a question: the values that the call returned or the error that it raised, and what was printed.
package struct REPLAnswer: Sendable, Hashable {
    /// How the call ended.
    package enum Outcome: Sendable, Hashable {
        /// It returned these values.
        case returned([LuaValue])
        /// It raised an error with this text.
        case raised(String)
    }

    /// How the call ended.
    package var outcome: Outcome
    /// Lines that the board printed meanwhile, without line ends.
    package var output: [[UInt8]]

    /// Makes an answer from its parts.
    package init(outcome: Outcome, output: [[UInt8]]) {
        self.outcome = outcome
        self.output = output
    }

    /// The values that were returned; empty if the call raised an error.
    package var values: [LuaValue] {
        guard case .returned(let values) = outcome else { return [] }
        return values
    }

    /// The error's text; `nil` if the call returned.
    package var error: String? {
        guard case .raised(let message) = outcome else { return nil }
        return message
    }

    /// The value at a position, `nil` (Lua's) beyond the last.
    package subscript(index: Int) -> LuaValue {
        values.indices.contains(index) ? values[index] : .nil
    }
}
