/// What a network and a serial server add to the way of a byte between the host and the adapter.
///
/// The adapter keeps its own latency, and the board's console gets its bytes at the wire's pace, however the network bunches
/// them.
public struct NetworkPath: Sendable, Hashable {
    /// From the host to the server's port.
    public var toBoard: Duration
    /// From the server's port to the host.
    public var toHost: Duration
    /// How long nothing may come from the board before the server sends what it has; zero sends each packet at once.
    ///
    /// ser2net waits two characters, at least 1 ms (`ser2net.yaml(5)`, `chardelay`).
    public var gap = Duration.zero
    /// The longest that the server keeps a byte for such a gap (`ser2net.yaml(5)`, `chardelay-max`).
    public var longestWait = Duration.milliseconds(20)

    /// Makes a path with a latency each way.
    public init(toBoard: Duration, toHost: Duration) {
        (self.toBoard, self.toHost) = (toBoard, toHost)
    }

    /// Makes a path whose latencies are one round trip, as `ping` tells it, half of it each way.
    public init(roundTrip: Duration) {
        self.init(toBoard: roundTrip / 2, toHost: roundTrip - roundTrip / 2)
    }

    /// The latencies of both ways together.
    public var roundTrip: Duration { toBoard + toHost }
}
