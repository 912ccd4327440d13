import MockBoard

/// The maximum throughput over a line with latency to a UART console with `capacity` bytes of buffer.
///
/// The host must not have more unacknowledged bytes in flight than the console can buffer, and a reply arrives one
/// round trip after the end of its line. Shorter lines shorten the exchange but increase the share of their checks. The
/// bound is the best over all line lengths, on a board without processing time.
struct WindowBound {
    var capacity: Double
    /// The line rate in bytes per second.
    var rate: Double

    /// A line's check and line end, in the shortest form.
    private static let overhead = 3.0
    /// The mark, the verdict, an offset, the line end and the prompt.
    private static let answer = 16.0
    /// How long the adapter and the server hold a reply, in seconds.
    private static let collecting = 0.002

    init(line: FirmwareLine, rate: Double) {
        self.rate = rate
        capacity =
            switch line {
            case .idf3: 256
            case .idf4: 1300
            case .idf5, .console: 488
            }
    }

    /// The share of payload if `lines` lines fill the console's buffer.
    func payloadShare(lines: Int) -> Double {
        1 - Self.overhead * Double(lines) / capacity
    }

    /// The payload bytes per second with this round-trip time.
    func bytesPerSecond(exchange roundTrip: Duration) -> Double {
        let fixed = Double(roundTrip / .microseconds(1)) / 1e6 + Self.collecting + Self.answer / rate
        return (16...255).map { length in
            let wire = min(rate, capacity / (fixed + Double(length) / rate))
            return wire * (Double(length) - Self.overhead) / Double(length)
        }
        .max() ?? 0
    }
}
