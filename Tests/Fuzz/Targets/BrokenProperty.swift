/// Something that should be so for any bytes and was not.
public struct BrokenProperty: Error, Sendable, Hashable {
    /// What should have been so, and what was found.
    public var message: String

    /// Makes an error from its sentence.
    public init(_ message: String) {
        self.message = message
    }
}

extension BrokenProperty: CustomStringConvertible {
    /// The sentence.
    public var description: String { message }
}

/// Demands that a condition holds.
func demand(_ condition: Bool, _ message: @autoclosure () -> String) throws(BrokenProperty) {
    guard condition else { throw BrokenProperty(message()) }
}

/// Demands that two values are the same.
func demand<Value: Equatable>(
    _ value: Value?,
    equals expected: Value?,
    _ message: @autoclosure () -> String
) throws(BrokenProperty) {
    guard value == expected else {
        throw BrokenProperty("\(message()): \(String(describing: value)) is not \(String(describing: expected))")
    }
}
