/// The place where a host deviates from a trace.
public struct TraceDifference: Error, Sendable, Hashable {
    /// The line number in the trace, counted from 1; the number after the last line if the trace is at its end.
    public var line: Int
    /// The host's action in the trace.
    public var expected: String
    /// The host's actual action.
    public var found: String

    /// Makes a difference from its facts.
    public init(line: Int, expected: String, found: String) {
        self.line = line
        self.expected = expected
        self.found = found
    }
}

extension TraceDifference: CustomStringConvertible {
    /// The facts, in one line.
    public var description: String {
        "The host deviates from line \(line) of the trace: expected \(expected), found \(found)."
    }
}
