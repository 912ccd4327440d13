/// The delays that a network and a serial server add between the host and the adapter.
///
/// The adapter still has its own latency, and the board's console receives its bytes at the wire's pace, even if the
/// network delivers them in bunches.
public struct NetworkPath: Sendable, Hashable {
    /// The latency from the host to the server's port.
    public var toBoard: Duration
    /// The latency from the server's port to the host.
    public var toHost: Duration
    /// How long the board must be silent before the server sends what it has; zero sends each packet at once.
    ///
    /// ser2net waits for two character times, but at least 1 ms (`ser2net.yaml(5)`, `chardelay`).
    public var gap = Duration.zero
    /// The maximum time that the server holds a byte while it waits for such a gap (`ser2net.yaml(5)`,
    /// `chardelay-max`).
    public var longestWait = Duration.milliseconds(20)

    /// Creates a path with a latency for each direction.
    public init(toBoard: Duration, toHost: Duration) {
        (self.toBoard, self.toHost) = (toBoard, toHost)
    }

    /// Creates a path from a round-trip time, as `ping` reports it, half of it in each direction.
    public init(roundTrip: Duration) {
        self.init(toBoard: roundTrip / 2, toHost: roundTrip - roundTrip / 2)
    }

    /// The sum of both latencies.
    public var roundTrip: Duration { toBoard + toHost }
}
