import Glibc

/// A system call that failed where no port is involved yet.
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

    /// The call and the system's own words.
    public var description: String {
        "\(call): \(systemMessage(code))"
    }
}

/// The system's own words for an `errno`.
func systemMessage(_ code: Int32) -> String {
    String(cString: strerror(code))
}
