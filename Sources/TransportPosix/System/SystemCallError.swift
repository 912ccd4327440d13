import Glibc

/// A failed system call that does not involve a port.
package struct SystemCallError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The system call's name.
    package var call: String
    /// The system's `errno`.
    package var code: Int32

    /// Makes an error from its facts.
    package init(_ call: String, _ code: Int32) {
        self.call = call
        self.code = code
    }

    /// The call and the system's error message.
    package var description: String {
        "\(call): \(systemMessage(code))"
    }
}

/// The system's message for an `errno`.
func systemMessage(_ code: Int32) -> String {
    String(cString: strerror(code))
}
