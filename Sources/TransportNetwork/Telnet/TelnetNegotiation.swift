/// A telnet command that offers, requests or refuses an option (RFC 854).
public struct TelnetNegotiation: Sendable, Hashable {
    /// The sender's statement about the option.
    public enum Verb: UInt8, Sendable, Hashable, CaseIterable {
        /// The sender wants to use it, or confirms that it does.
        case will = 251
        /// The sender does not use it.
        case wont = 252
        /// The sender wants the other end to use it, or agrees that it does.
        case `do` = 253
        /// The sender wants the other end not to use it.
        case dont = 254
    }

    /// The statement.
    public var verb: Verb
    /// The option.
    public var option: TelnetOption

    /// Makes a command.
    public init(_ verb: Verb, _ option: TelnetOption) {
        self.verb = verb
        self.option = option
    }

    /// The encoded command.
    public var bytes: [UInt8] {
        [TelnetCommand.interpretAsCommand, verb.rawValue, option.rawValue]
    }
}
