import Glibc

/// A failed system call that does not involve a port.
public struct SystemCallError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The system call's name.
    public var call: String
    /// The system's `errno`.
    public var code: Int32

    /// Makes an error from its facts.
    public init(_ call: String, _ code: Int32) {
        self.call = call
        self.code = code
    }

    /// The call and the system's error message.
    public var description: String {
        "\(call): \(systemMessage(code))"
    }
}

/// The system's message for an `errno`.
func systemMessage(_ code: Int32) -> String {
    String(cString: strerror(code))
}
