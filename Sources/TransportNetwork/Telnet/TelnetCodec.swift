/// Telnet as a value: decodes received bytes, in any pieces, to data and commands, and encodes data.
///
/// It answers option negotiations automatically, and never twice for the same state. A subnegotiation that is longer than
/// any known one is skipped completely, so the buffer does not grow.
///
/// Without BINARY, a carriage return is followed by LF or NUL on the wire (RFC 854); the codec inserts and removes the
/// NUL, in each direction according to its own state of BINARY (RFC 856).
package struct TelnetCodec: Sendable {
    /// A decoded event.
    package enum Event: Sendable, Hashable {
        /// Data for the user of the connection; at least one byte.
        case data([UInt8])
        /// The far end negotiated an option; it has been answered if necessary.
        case negotiation(TelnetNegotiation)
        /// The far end sent a subnegotiation of an option.
        case subnegotiation(TelnetOption, [UInt8])
    }

    private enum State {
        case text
        /// Text, directly after a carriage return without BINARY.
        case carriageReturn
        case command
        case negotiation(TelnetNegotiation.Verb)
        case subnegotiationOption
        case subnegotiation
        case subnegotiationCommand
    }

    /// The longest subnegotiation that is reported; RFC 2217 has none above six bytes, except signatures.
    package static let longestSubnegotiation = 256

    private var state = State.text
    private var option = TelnetOption.binary
    private var body: [UInt8] = []
    private var bodyIsTooLong = false
    private var ours: TelnetOptionSide
    private var theirs: TelnetOptionSide
    private var output: [UInt8] = []

    /// Makes an end of a connection that has sent nothing yet.
    /// - Parameters:
    ///   - ours: The options that this end is willing to use.
    ///   - theirs: The options that the far end may use.
    package init(ours: Set<TelnetOption>, theirs: Set<TelnetOption>) {
        self.ours = TelnetOptionSide(wanting: ours)
        self.theirs = TelnetOptionSide(wanting: theirs)
    }

    /// The number of received bytes that are held back.
    package var heldBytes: Int { body.count }

    /// Whether this end uses an option.
    package func uses(_ option: TelnetOption) -> Bool { ours[option] == .on }

    /// Whether the far end uses an option.
    package func farEndUses(_ option: TelnetOption) -> Bool { theirs[option] == .on }

    /// Whether the far end has refused an option that this end offered.
    package func isRefused(_ option: TelnetOption) -> Bool { ours[option] == .refused }

    /// The bytes of requests and answers; the caller must send them before any further data.
    package mutating func takeOutput() -> [UInt8] {
        defer { output = [] }
        return output
    }
}

// MARK: Sending

extension TelnetCodec {
    /// Offers to use an option.
    package mutating func offer(_ option: TelnetOption) {
        if ours.request(option) { output += TelnetNegotiation(.will, option).bytes }
    }

    /// Asks the far end to use an option.
    package mutating func ask(for option: TelnetOption) {
        if theirs.request(option) { output += TelnetNegotiation(.do, option).bytes }
    }

    /// Sends a subnegotiation of an option.
    package mutating func send(_ body: [UInt8], in option: TelnetOption) {
        let iac = TelnetCommand.interpretAsCommand
        output += [iac, TelnetCommand.subnegotiation, option.rawValue]
        for byte in body { output += byte == iac ? [iac, iac] : [byte] }
        output += [iac, TelnetCommand.subnegotiationEnd]
    }

    /// The current encoded form of data.
    package func encode(_ data: ArraySlice<UInt8>) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(data.count + 16)
        let isBinary = uses(.binary)
        for index in data.indices {
            let byte = data[index]
            encoded.append(byte)
            if byte == TelnetCommand.interpretAsCommand { encoded.append(byte) }
            guard byte == .carriageReturn, !isBinary else { continue }
            let next = index + 1 < data.endIndex ? data[index + 1] : nil
            if next != .lineFeed { encoded.append(0) }
        }
        return encoded
    }

    /// How many bytes of data the first `count` encoded bytes contain, and which bytes must follow if those end in the middle
    /// of an escape.
    package func data(in count: Int, of encoded: [UInt8]) -> (count: Int, rest: ArraySlice<UInt8>) {
        let isBinary = uses(.binary)
        var (index, bytes) = (0, 0)
        while index < count {
            let isPair =
                switch encoded[index] {
                case TelnetCommand.interpretAsCommand: true
                case .carriageReturn: !isBinary && index + 1 < encoded.count && encoded[index + 1] == 0
                default: false
                }
            index += isPair ? 2 : 1
            bytes += 1
        }
        return (bytes, encoded[min(count, index)..<index])
    }
}

// MARK: Receiving

extension TelnetCodec {
    /// Takes received bytes.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        var data: [UInt8] = []
        for byte in bytes {
            guard let event = take(byte, &data) else { continue }
            if !data.isEmpty { events.append(.data(data)) }
            data = []
            events.append(event)
        }
        if !data.isEmpty { events.append(.data(data)) }
        return events
    }

    private mutating func take(_ byte: UInt8, _ data: inout [UInt8]) -> Event? {
        switch state {
        case .text:
            takeText(byte, &data)
        case .carriageReturn:
            state = .text
            if byte != 0 { takeText(byte, &data) }
        case .command:
            takeCommand(byte, &data)
        case .negotiation(let verb):
            state = .text
            let negotiation = TelnetNegotiation(verb, TelnetOption(rawValue: byte))
            answer(negotiation)
            return .negotiation(negotiation)
        case .subnegotiationOption:
            (state, option, body, bodyIsTooLong) = (.subnegotiation, TelnetOption(rawValue: byte), [], false)
        case .subnegotiation:
            if byte == TelnetCommand.interpretAsCommand { state = .subnegotiationCommand } else { keep(byte) }
        case .subnegotiationCommand:
            return takeCommandInSubnegotiation(byte, &data)
        }
        return nil
    }

    private mutating func takeText(_ byte: UInt8, _ data: inout [UInt8]) {
        guard byte != TelnetCommand.interpretAsCommand else {
            state = .command
            return
        }
        data.append(byte)
        if byte == .carriageReturn, !farEndUses(.binary) { state = .carriageReturn }
    }

    private mutating func takeCommand(_ byte: UInt8, _ data: inout [UInt8]) {
        state = .text
        switch byte {
        case TelnetCommand.interpretAsCommand: data.append(byte)
        case TelnetCommand.subnegotiation: state = .subnegotiationOption
        default:
            // The others are one-byte commands, none of which applies to a serial port.
            if let verb = TelnetNegotiation.Verb(rawValue: byte) { state = .negotiation(verb) }
        }
    }

    private mutating func takeCommandInSubnegotiation(_ byte: UInt8, _ data: inout [UInt8]) -> Event? {
        switch byte {
        case TelnetCommand.interpretAsCommand:
            state = .subnegotiation
            keep(byte)
            return nil
        case TelnetCommand.subnegotiationEnd:
            state = .text
            defer { body = [] }
            return bodyIsTooLong ? nil : .subnegotiation(option, body)
        default:
            // The end of the subnegotiation is missing.
            body = []
            takeCommand(byte, &data)
            return nil
        }
    }

    private mutating func keep(_ byte: UInt8) {
        guard body.count < Self.longestSubnegotiation else {
            bodyIsTooLong = true
            return
        }
        body.append(byte)
    }

    private mutating func answer(_ negotiation: TelnetNegotiation) {
        let option = negotiation.option
        let (answer, yes, no): (TelnetOptionSide.Answer?, TelnetNegotiation.Verb, TelnetNegotiation.Verb) =
            switch negotiation.verb {
            case .do: (ours.heardYes(option), .will, .wont)
            case .dont: (ours.heardNo(option), .will, .wont)
            case .will: (theirs.heardYes(option), .do, .dont)
            case .wont: (theirs.heardNo(option), .do, .dont)
            }
        guard let answer else { return }
        output += TelnetNegotiation(answer == .agree ? yes : no, option).bytes
    }
}

extension UInt8 {
    fileprivate static let carriageReturn: UInt8 = 0x0D
    fileprivate static let lineFeed: UInt8 = 0x0A
}
