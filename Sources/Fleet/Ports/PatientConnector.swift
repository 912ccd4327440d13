package import TransportCore

/// Opens the port of another connector, and waits if another process holds it or if it has disappeared.
package struct PatientConnector: TransportConnector {
    private let inner: any TransportConnector
    private let lockTimeout: Duration
    private let absenceTimeout: Duration
    private let patience: Patience

    /// Wraps a connector.
    /// - Parameters:
    ///   - lockTimeout: How long to wait for a port that is held; zero does not wait.
    ///   - absenceTimeout: How long to wait for a port that is not there; zero does not wait.
    ///   - pause: waits for a duration; by default in real time.
    package init(
        _ inner: any TransportConnector,
        lockTimeout: Duration = .zero,
        absenceTimeout: Duration = .zero,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.inner = inner
        self.lockTimeout = lockTimeout
        self.absenceTimeout = absenceTimeout
        patience = Patience(pause: pause)
    }

    /// Where the board is found.
    package var address: TransportAddress { inner.address }

    /// Opens the port as soon as it is present and no other process holds it.
    /// - Throws: `busy` or `noDevice` if the time is up; `cancelled`; the errors of the inner connector.
    package func connect() async throws(TransportError) -> any ByteTransport {
        try await patience.retrying(
            upTo: limit(of:),
            orElse: TransportError(.cancelled, at: address, "Waiting for \(address) was cancelled.")
        ) { () async throws(TransportError) in
            try await inner.connect()
        }
    }

    private func limit(of error: TransportError) -> Duration {
        switch error.code {
        case .busy: lockTimeout
        case .noDevice: absenceTimeout
        default: .zero
        }
    }

    /// Opens the port of a board that has disappeared.
    package func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await inner.reconnect(within: timeout)
    }
}
