/// A telnet option by its number.
public struct TelnetOption: RawRepresentable, Sendable, Hashable {
    /// The number that IANA gave it.
    public var rawValue: UInt8

    /// Makes an option of its number.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Eight bits pass as they are, carriage returns too (RFC 856).
    public static let binary = TelnetOption(rawValue: 0)
    /// The far end repeats what it is sent (RFC 857).
    public static let echo = TelnetOption(rawValue: 1)
    /// No signal of whose turn it is (RFC 858).
    public static let suppressGoAhead = TelnetOption(rawValue: 3)
    /// The serial port behind a server can be set up (RFC 2217).
    public static let comPort = TelnetOption(rawValue: 44)
}
