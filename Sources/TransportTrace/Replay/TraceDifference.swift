/// Where a host does something else than a trace says.
public struct TraceDifference: Error, Sendable, Hashable {
    /// The number of the trace's line, counted from 1; the one after the last where the trace is at its end.
    public var line: Int
    /// What the trace says that the host does.
    public var expected: String
    /// What the host did.
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
        "The host does not do what line \(line) of the trace says: expected \(expected), found \(found)."
    }
}
