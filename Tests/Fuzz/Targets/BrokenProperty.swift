/// A property that must hold for any bytes, and did not.
public struct BrokenProperty: Error, Sendable, Hashable {
    /// The property and the finding.
    public var message: String

    /// Creates an error from its message.
    public init(_ message: String) {
        self.message = message
    }
}

extension BrokenProperty: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}

/// Requires that a condition holds.
func demand(_ condition: Bool, _ message: @autoclosure () -> String) throws(BrokenProperty) {
    guard condition else { throw BrokenProperty(message()) }
}

/// Requires that two values are equal.
func demand<Value: Equatable>(
    _ value: Value?,
    equals expected: Value?,
    _ message: @autoclosure () -> String
) throws(BrokenProperty) {
    guard value == expected else {
        throw BrokenProperty("\(message()): \(String(describing: value)) is not \(String(describing: expected))")
    }
}
