public import TransportCore

/// Opens what another connector opens, and tells what goes through it.
///
/// A transport that controls a serial line still does. Records come in the order of their times; the sink is called by
/// whoever talks to the board, so it must not take long, and must not talk to the board itself.
public struct TracingConnector: TransportConnector {
    private let inner: any TransportConnector
    private let recorder: TraceRecorder

    /// Wraps a connector.
    /// - Parameter sink: takes each record as it happens.
    public init(_ inner: any TransportConnector, sink: @escaping @Sendable (TraceRecord) -> Void) {
        self.inner = inner
        recorder = TraceRecorder(sink)
    }

    /// Where the board is found.
    public var address: TransportAddress { inner.address }

    /// From now on the bytes that the host sends, and what the board's console repeats of them, are only counted, or told
    /// again.
    public func withhold(_ isWithholding: Bool = true) {
        recorder.withhold(isWithholding)
    }

    /// Opens the transport, which tells its records.
    public func connect() async throws(TransportError) -> any ByteTransport {
        try await opened { () async throws(TransportError) in try await inner.connect() }
    }

    /// Opens the transport to a board that is expected back, as the inner connector does.
    public func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await opened { () async throws(TransportError) in try await inner.reconnect(within: timeout) }
    }

    private func opened(
        _ open: () async throws(TransportError) -> any ByteTransport
    ) async throws(TransportError) -> any ByteTransport {
        let transport: any ByteTransport
        do {
            transport = try await open()
        } catch {
            recorder.note(.failed(.open, error.code, message: error.message), at: nil)
            throw error
        }
        guard let serial = transport as? any SerialControl else {
            recorder.note(.opened(address, baud: nil), at: await transport.now)
            return TracingTransport(transport, recorder)
        }
        recorder.note(.opened(address, baud: await serial.baud), at: await serial.now)
        return TracingSerialTransport(serial, recorder)
    }
}
