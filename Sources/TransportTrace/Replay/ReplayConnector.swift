public import TransportCore

/// Connects to the board of a trace, in virtual time: to run a host again without its board.
///
/// The board's bytes come when the host has sent what the trace says, and `read(until:)` runs the clock forward instead
/// of waiting. At the first thing that the host does otherwise, and from then on, everything throws `notAsTraced`, and
/// `difference` says what. A host repeats a run where it gets the same input: the same image, options and token.
public struct ReplayConnector: TransportConnector {
    private let host: ReplayHost

    /// Makes a board from a trace; it can be talked to once, as often opened and closed as in the trace.
    public init(_ trace: Trace) {
        host = ReplayHost(trace)
    }

    /// Where the board of the trace was found.
    public var address: TransportAddress { host.address }

    /// The first thing that the host did otherwise.
    public var difference: TraceDifference? { host.difference }

    /// Whether the host has done everything that the trace says, and nothing else.
    public var isAtEnd: Bool { host.isAtEnd }

    /// Opens the transport, or fails as in the trace.
    public func connect() async throws(TransportError) -> any ByteTransport {
        let (number, baud) = try host.open()
        return baud == nil
            ? ReplayTransport(host: host, number: number) : ReplaySerialTransport(host: host, number: number)
    }

    /// Opens the transport again, without waiting.
    public func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await connect()
    }
}
