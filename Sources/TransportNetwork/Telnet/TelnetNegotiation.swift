/// A telnet command that offers, requests or refuses an option (RFC 854).
package struct TelnetNegotiation: Sendable, Hashable {
    /// The sender's statement about the option.
    package enum Verb: UInt8, Sendable, Hashable, CaseIterable {
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
    package var verb: Verb
    /// The option.
    package var option: TelnetOption

    /// Makes a command.
    package init(_ verb: Verb, _ option: TelnetOption) {
        self.verb = verb
        self.option = option
    }

    /// The encoded command.
    package var bytes: [UInt8] {
        [TelnetCommand.interpretAsCommand, verb.rawValue, option.rawValue]
    }
}
