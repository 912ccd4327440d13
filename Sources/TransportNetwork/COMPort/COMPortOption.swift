/// The commands between client and server about the serial port: RFC 2217, telnet option 44.
///
/// A server repeats a command with the actual value; the command number is 100 higher.
package enum COMPortOption: Sendable, Hashable {
    /// The sender's name; if empty, a request for the other end's name.
    case signature([UInt8])
    /// The line rate in bits per second; 0 requests the current rate.
    case setBaudRate(UInt32)
    /// The number of data bits; 0 requests the current number.
    case setDataSize(UInt8)
    /// Parity: 1 none, 2 odd, 3 even, 4 mark, 5 space; 0 requests the current setting.
    case setParity(UInt8)
    /// Stop bits: 1 one, 2 two, 3 one and a half; 0 requests the current setting.
    case setStopSize(UInt8)
    /// Flow control, break, DTR and RTS.
    case setControl(COMPortControl)
    /// The state of the line has changed.
    case notifyLineState(UInt8)
    /// CD 128, RI 64, DSR 32, CTS 16, and which of them have changed.
    case notifyModemState(UInt8)
    /// The receiver must not send data.
    case flowControlSuspend
    /// The receiver can send data again.
    case flowControlResume
    /// The changes of the line state to report.
    case setLineStateMask(UInt8)
    /// The changes of the modem state to report.
    case setModemStateMask(UInt8)
    /// Discards the server's buffers: 1 receive, 2 transmit, 3 both.
    case purgeData(UInt8)

    /// The sender of a command.
    package enum Sender: Sendable, Hashable, CaseIterable {
        /// The end that uses the port.
        case client
        /// The end that has the port.
        case server

        fileprivate var offset: UInt8 { self == .client ? 0 : 100 }
    }

    /// Reads the body of a subnegotiation; `nil` if it is unknown, too short, or a command of the other end.
    ///
    /// Bytes after a command's value are ignored.
    package init?(_ body: [UInt8], from sender: Sender) {
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

    /// The body of the command's subnegotiation.
    package func body(from sender: Sender) -> [UInt8] {
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
