/// The place where a host deviates from a trace.
package struct TraceDifference: Error, Sendable, Hashable {
    /// The line number in the trace, counted from 1; the number after the last line if the trace is at its end.
    package var line: Int
    /// The host's action in the trace.
    package var expected: String
    /// The host's actual action.
    package var found: String

    /// Makes a difference from its facts.
    package init(line: Int, expected: String, found: String) {
        self.line = line
        self.expected = expected
        self.found = found
    }
}

extension TraceDifference: CustomStringConvertible {
    /// The facts, in one line.
    package var description: String {
        "The host deviates from line \(line) of the trace: expected \(expected), found \(found)."
    }
}
