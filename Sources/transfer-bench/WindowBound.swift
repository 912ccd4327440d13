import MockBoard

/// The most that can go over a line with latency to a UART console that buffers so much.
///
/// No byte may be on its way without an answer that the console could not buffer, and an answer comes an exchange after the
/// end of its line. Short lines make the exchange shorter and the share of their checks larger; the bound is the best of all
/// lengths, on a board that takes no time.
struct WindowBound {
    var capacity: Double
    /// The line rate in bytes per second.
    var rate: Double

    /// A line's check and its end, in the leanest form.
    private static let overhead = 3.0
    /// The mark, the verdict, an offset, the line end and the prompt.
    private static let answer = 16.0
    /// How long the adapter and the server keep an answer.
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

    /// The part of a line that is payload where so many fill the console.
    func payloadShare(lines: Int) -> Double {
        1 - Self.overhead * Double(lines) / capacity
    }

    /// The bytes of payload that can go in a second where a round trip takes so long.
    func bytesPerSecond(exchange roundTrip: Duration) -> Double {
        let fixed = Double(roundTrip / .microseconds(1)) / 1e6 + Self.collecting + Self.answer / rate
        return (16...255).map { length in
            let wire = min(rate, capacity / (fixed + Double(length) / rate))
            return wire * (Double(length) - Self.overhead) / Double(length)
        }
        .max() ?? 0
    }
}
