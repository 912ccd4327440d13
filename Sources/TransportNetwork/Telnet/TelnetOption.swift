/// A telnet option by its number.
public struct TelnetOption: RawRepresentable, Sendable, Hashable {
    /// The number assigned by IANA.
    public var rawValue: UInt8

    /// Makes an option from its number.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// All eight-bit values pass unchanged, also carriage returns (RFC 856).
    public static let binary = TelnetOption(rawValue: 0)
    /// The far end echoes what it receives (RFC 857).
    public static let echo = TelnetOption(rawValue: 1)
    /// No “go ahead” signals (RFC 858).
    public static let suppressGoAhead = TelnetOption(rawValue: 3)
    /// The server's serial port can be configured (RFC 2217).
    public static let comPort = TelnetOption(rawValue: 44)
}
