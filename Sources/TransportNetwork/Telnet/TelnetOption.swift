/// A telnet option by its number.
package struct TelnetOption: RawRepresentable, Sendable, Hashable {
    /// The number assigned by IANA.
    package var rawValue: UInt8

    /// Makes an option from its number.
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// All eight-bit values pass unchanged, also carriage returns (RFC 856).
    package static let binary = TelnetOption(rawValue: 0)
    /// The far end echoes what it receives (RFC 857).
    package static let echo = TelnetOption(rawValue: 1)
    /// No “go ahead” signals (RFC 858).
    package static let suppressGoAhead = TelnetOption(rawValue: 3)
    /// The server's serial port can be configured (RFC 2217).
    package static let comPort = TelnetOption(rawValue: 44)
}
