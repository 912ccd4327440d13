/// The format of a byte on a serial line: data bits, parity and stop bits.
struct LineFormat: Hashable {
    /// The parity.
    enum Parity: Hashable {
        case none
        case even
        case odd
    }

    /// The number of data bits, from 5 to 8.
    var dataBits = 8
    var parity = Parity.none
    /// The stop bits, as the firmware's `uart` counts them: 1, 2, or 3 for one and a half.
    var stopBits = 1

    /// Eight bits, no parity, one stop bit.
    static let usual = LineFormat()

    /// The duration of a byte on the line, in tenths of a byte of 8N1.
    var tenths: SimulatedTime {
        SimulatedTime(1 + dataBits + (parity == .none ? 0 : 1) + (stopBits == 1 ? 1 : 2))
    }

    /// Whether a receiver with the other format reads this one correctly; stop bits only affect the duration.
    func agrees(with other: LineFormat) -> Bool {
        dataBits == other.dataBits && parity == other.parity
    }

    /// The byte that a receiver with this format reads from a byte in another format, followed by an idle line.
    ///
    /// Neither side discards a byte with a parity or framing error: Linux does not unless `INPCK` is set (`n_tty.c`),
    /// nor does the chip's UART (`UART_ERR_WR_MASK` is 0 after a reset).
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
