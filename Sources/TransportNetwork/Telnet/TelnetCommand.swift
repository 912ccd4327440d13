/// The bytes that follow IAC in a telnet stream, as far as this client knows them (RFC 854).
enum TelnetCommand {
    /// Ends a subnegotiation.
    static let subnegotiationEnd: UInt8 = 240
    /// Begins a subnegotiation.
    static let subnegotiation: UInt8 = 250
    /// IAC itself: what follows is a command; doubled it is a byte of data.
    static let interpretAsCommand: UInt8 = 255
}
