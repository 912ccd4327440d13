/// A point in time on a transport's clock.
///
/// Only instants of the same transport can be compared: a serial port uses the monotonic clock, the mock board uses
/// simulated time. The unit is the nanosecond.
public struct TransportInstant: InstantProtocol, Sendable, CustomStringConvertible {
    /// Nanoseconds since the start of the transport's clock.
    public var nanoseconds: Int64

    /// Makes the instant that is `nanoseconds` after the start of the clock.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The instant that is `duration` later, clamped to the representable range.
    public func advanced(by duration: Duration) -> TransportInstant {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.nanoseconds)
        return TransportInstant(nanoseconds: overflow ? .max : sum)
    }

    /// The duration from this instant to `other`; negative if `other` is earlier.
    public func duration(to other: TransportInstant) -> Duration {
        .nanoseconds(other.nanoseconds - nanoseconds)
    }

    /// Whether the left instant is earlier than the right one.
    public static func < (left: TransportInstant, right: TransportInstant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Seconds with millisecond precision, `12.345 s`.
    public var description: String {
        let milliseconds = nanoseconds / 1_000_000
        let fraction = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction + " s"
    }
}

extension Duration {
    /// The duration in whole nanoseconds, clamped to 64 bits (292 years).
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, spill) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        return spill ? (seconds < 0 ? .min : .max) : sum
    }

    /// The duration in seconds.
    package var seconds: Double {
        Double(nanoseconds) / 1e9
    }
}
