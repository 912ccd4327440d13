package import TransportCore

/// Opens the transport of another connector, and records its events.
///
/// The transport still controls its serial line, if it has one. Records come in the order of their times; the sink runs in
/// the task that uses the board, so it must be quick, and must not use the board itself.
package struct TracingConnector: TransportConnector {
    private let inner: any TransportConnector
    private let recorder: TraceRecorder

    /// Wraps a connector.
    /// - Parameter sink: takes each record as it happens.
    package init(_ inner: any TransportConnector, sink: @escaping @Sendable (TraceRecord) -> Void) {
        self.inner = inner
        recorder = TraceRecorder(sink)
    }

    /// The address of the board.
    package var address: TransportAddress { inner.address }

    /// Starts or stops to withhold the bytes that the host sends and the board's echo of them: withheld bytes are only
    /// counted.
    package func withhold(_ isWithholding: Bool = true) {
        recorder.withhold(isWithholding)
    }

    /// Opens the transport and records its events.
    package func connect() async throws(TransportError) -> any ByteTransport {
        try await opened { () async throws(TransportError) in try await inner.connect() }
    }

    /// Opens the transport to a board that is expected back, like the inner connector.
    package func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
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
