/// What client and server say about the serial port between them: the commands of RFC 2217, telnet's option 44.
///
/// A server repeats a command with the value that holds, its number 100 higher.
public enum COMPortOption: Sendable, Hashable {
    /// A name of the sender; without one, a question for it.
    case signature([UInt8])
    /// The line rate in bits per second; 0 asks for it.
    case setBaudRate(UInt32)
    /// Bits of a character; 0 asks for them.
    case setDataSize(UInt8)
    /// 1 none, 2 odd, 3 even, 4 mark, 5 space; 0 asks for it.
    case setParity(UInt8)
    /// 1 one, 2 two, 3 one and a half; 0 asks for them.
    case setStopSize(UInt8)
    /// Flow control, break, DTR and RTS.
    case setControl(COMPortControl)
    /// The state of the line has changed.
    case notifyLineState(UInt8)
    /// CD 128, RI 64, DSR 32, CTS 16, and what of them has changed.
    case notifyModemState(UInt8)
    /// The receiver shall send no data.
    case flowControlSuspend
    /// The receiver may send data again.
    case flowControlResume
    /// Which changes of the line's state are told.
    case setLineStateMask(UInt8)
    /// Which changes of the modem's state are told.
    case setModemStateMask(UInt8)
    /// Throws away what the server holds: 1 of what came, 2 of what is to go, 3 both.
    case purgeData(UInt8)

    /// Who says it.
    public enum Sender: Sendable, Hashable, CaseIterable {
        /// Whoever uses the port.
        case client
        /// Whoever has it.
        case server

        fileprivate var offset: UInt8 { self == .client ? 0 : 100 }
    }

    /// Reads the body of a subnegotiation; `nil` where it is no command, too short, or said by the other end.
    ///
    /// What stands behind a command's value is passed over.
    public init?(_ body: [UInt8], from sender: Sender) {
        guard let first = body.first, first >= sender.offset else { return nil }
        let value = body.dropFirst()
        let number = first - sender.offset
        switch number {
        case 0:
            self = .signature(Array(value))
            return
        case 1:
            guard value.count >= 4 else { return nil }
            self = .setBaudRate(value.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
            return
        case 8:
            self = .flowControlSuspend
            return
        case 9:
            self = .flowControlResume
            return
        default:
            guard let value = value.first, let command = Self.command(number, value) else { return nil }
            self = command
        }
    }

    private static func command(_ number: UInt8, _ value: UInt8) -> COMPortOption? {
        switch number {
        case 2: .setDataSize(value)
        case 3: .setParity(value)
        case 4: .setStopSize(value)
        case 5: .setControl(COMPortControl(rawValue: value))
        case 6: .notifyLineState(value)
        case 7: .notifyModemState(value)
        case 10: .setLineStateMask(value)
        case 11: .setModemStateMask(value)
        case 12: .purgeData(value)
        default: nil
        }
    }

    /// The body of the subnegotiation that says it.
    public func body(from sender: Sender) -> [UInt8] {
        let (number, value): (UInt8, [UInt8]) =
            switch self {
            case .signature(let name): (0, name)
            case .setBaudRate(let rate): (1, (0..<4).map { UInt8(truncatingIfNeeded: rate >> (24 - 8 * $0)) })
            case .setDataSize(let value): (2, [value])
            case .setParity(let value): (3, [value])
            case .setStopSize(let value): (4, [value])
            case .setControl(let control): (5, [control.rawValue])
            case .notifyLineState(let value): (6, [value])
            case .notifyModemState(let value): (7, [value])
            case .flowControlSuspend: (8, [])
            case .flowControlResume: (9, [])
            case .setLineStateMask(let value): (10, [value])
            case .setModemStateMask(let value): (11, [value])
            case .purgeData(let value): (12, [value])
            }
        return [number + sender.offset] + value
    }
}
