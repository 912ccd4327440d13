package import TransportCore

/// Connects to the board of a trace, in simulated time: reruns a host without its board.
///
/// The board's bytes arrive when the host has sent the bytes in the trace, and `read(until:)` advances the clock instead
/// of waiting. After the host's first deviation, every call throws `notAsTraced`, and `difference` describes it. A host
/// repeats a run if it gets the same input: the same image, options and token.
package struct ReplayConnector: TransportConnector {
    private let host: ReplayHost

    /// Makes a board from a trace; it can be used for one run, and is opened and closed as in the trace.
    package init(_ trace: Trace) {
        host = ReplayHost(trace)
    }

    /// The address of the board in the trace.
    package var address: TransportAddress { host.address }

    /// The host's first deviation from the trace.
    package var difference: TraceDifference? { host.difference }

    /// Whether the host has done exactly what the trace says.
    package var isAtEnd: Bool { host.isAtEnd }

    /// Opens the transport, or fails as in the trace.
    package func connect() async throws(TransportError) -> any ByteTransport {
        let (number, baud) = try host.open()
        return baud == nil
            ? ReplayTransport(host: host, number: number) : ReplaySerialTransport(host: host, number: number)
    }

    /// Reopens the transport, without waiting.
    package func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await connect()
    }
}
