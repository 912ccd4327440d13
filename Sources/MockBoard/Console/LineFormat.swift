/// How a byte stands on a serial line: its data bits and what follows them.
struct LineFormat: Hashable {
    /// The bit by which a receiver checks a byte.
    enum Parity: Hashable {
        case none
        case even
        case odd
    }

    /// From 5 to 8.
    var dataBits = 8
    var parity = Parity.none
    /// As `uart` of the firmware counts them: 1, 2, or 3 for one and a half.
    var stopBits = 1

    /// Eight bits, no parity, one stop bit.
    static let usual = LineFormat()

    /// How long a byte is on the line, in tenths of a byte of the usual format.
    var tenths: SimulatedTime {
        SimulatedTime(1 + dataBits + (parity == .none ? 0 : 1) + (stopBits == 1 ? 1 : 2))
    }

    /// Whether a side with the other format gets what this one sends; stop bits only take time.
    func agrees(with other: LineFormat) -> Bool {
        dataBits == other.dataBits && parity == other.parity
    }

    /// What a receiver of this format takes a byte for that was sent in another, with an idle line behind it.
    ///
    /// Neither side throws a byte away whose parity or stop bit is wrong: Linux does not unless `INPCK` is set
    /// (`n_tty.c`), nor the chip's UART (`UART_ERR_WR_MASK` is 0 after a reset).
    func received(_ byte: UInt8, sentAs sender: LineFormat) -> UInt8 {
        let data = byte & sender.mask
        var bits = UInt16(data)
        var count = sender.dataBits
        if sender.parity != .none {
            let isOdd = data.nonzeroBitCount % 2 == 1
            if isOdd != (sender.parity == .odd) { bits |= 1 << count }
            count += 1
        }
        bits |= ~0 << count
        return UInt8(truncatingIfNeeded: bits) & mask
    }

    private var mask: UInt8 { UInt8(truncatingIfNeeded: (1 << dataBits) - 1) }
}
