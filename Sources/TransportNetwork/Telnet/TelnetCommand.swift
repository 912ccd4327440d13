/// The bytes that follow IAC in a telnet stream, as far as this client uses them (RFC 854).
enum TelnetCommand {
    /// Ends a subnegotiation.
    static let subnegotiationEnd: UInt8 = 240
    /// Starts a subnegotiation.
    static let subnegotiation: UInt8 = 250
    /// IAC itself: a command follows; doubled, it is a data byte.
    static let interpretAsCommand: UInt8 = 255
}
