import TransportCore

/// The rates and formats at both ends of a console's line, and what arrives when they differ.
struct ConsoleWire {
    /// Whether the console is a UART: over USB rates and formats have no effect.
    let isUART: Bool
    /// Whether bytes take no time.
    let isInstant: Bool
    /// The highest line rate that the cable and the adapter support.
    let highestBaud: Int
    /// The line rate of the host.
    var hostBaud: Int
    /// The line rate of the firmware.
    var consoleBaud: Int
    /// The format of the host.
    var hostFormat = LineFormat.usual
    /// The format of the firmware.
    var consoleFormat = LineFormat.usual

    /// A line at whose ends the rate is the same.
    init(isUART: Bool, baud: Int, highestBaud: Int = .max, isInstant: Bool = false) {
        self.isUART = isUART
        self.isInstant = isInstant
        self.highestBaud = highestBaud
        (hostBaud, consoleBaud) = (baud, baud)
    }

    /// Whether the two ends use different rates or formats.
    var isGarbling: Bool {
        hasOtherRate || isUART && !hostFormat.agrees(with: consoleFormat)
    }

    /// The byte that the console receives.
    func fromHost(_ byte: UInt8) -> UInt8 {
        isGarbling ? garbled(byte, from: hostFormat, to: consoleFormat) : byte
    }

    /// The byte that the host receives.
    func toHost(_ byte: UInt8) -> UInt8 {
        isGarbling ? garbled(byte, from: consoleFormat, to: hostFormat) : byte
    }

    /// The time of a byte from the host; for USB, its share of a packet.
    var hostByteTime: SimulatedTime {
        let tenths = isUART ? hostFormat.tenths : LineFormat.usual.tenths
        return byteTime(hostBaud) * tenths / LineFormat.usual.tenths
    }

    /// The time of a byte of 8N1 at a rate; for USB, its share of a packet.
    func byteTime(_ baud: Int) -> SimulatedTime {
        if isInstant { return 0 }
        return isUART ? 10_000_000_000 / SimulatedTime(max(baud, 1)) : 1000
    }

    private var hasOtherRate: Bool {
        isUART && (hostBaud != consoleBaud || hostBaud > highestBaud)
    }

    private func garbled(_ byte: UInt8, from sender: LineFormat, to receiver: LineFormat) -> UInt8 {
        hasOtherRate ? (byte &* 73 ^ 0xA5) | 0x80 : receiver.received(byte, sentAs: sender)
    }
}
