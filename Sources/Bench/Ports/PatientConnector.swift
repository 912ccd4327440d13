public import TransportCore

/// Opens what another connector opens, and waits for a port that somebody else holds, or that has gone.
public struct PatientConnector: TransportConnector {
    private let inner: any TransportConnector
    private let lockTimeout: Duration
    private let absenceTimeout: Duration
    private let pause: @Sendable (Duration) async throws -> Void

    /// How often a port is tried again.
    private static let interval = Duration.milliseconds(100)

    /// Wraps a connector.
    /// - Parameters:
    ///   - lockTimeout: How long to wait for a port that is held; zero does not wait.
    ///   - absenceTimeout: How long to wait for a port that is not there; zero does not wait.
    ///   - pause: waits for so long; in real time unless something else is given.
    public init(
        _ inner: any TransportConnector,
        lockTimeout: Duration = .zero,
        absenceTimeout: Duration = .zero,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.inner = inner
        self.lockTimeout = lockTimeout
        self.absenceTimeout = absenceTimeout
        self.pause = pause
    }

    /// Where the board is found.
    public var address: TransportAddress { inner.address }

    /// Opens the port as soon as it is there and nobody holds it any more.
    /// - Throws: `busy` and `noDevice` where that is still so when the time is up; `cancelled`; what the inner connector
    ///   throws.
    public func connect() async throws(TransportError) -> any ByteTransport {
        var waited = Duration.zero
        while true {
            do {
                return try await inner.connect()
            } catch {
                guard !Task.isCancelled else { throw cancelled }
                guard waited < patience(with: error.code) else { throw error }
            }
            do {
                try await pause(Self.interval)
            } catch {
                throw cancelled
            }
            waited += Self.interval
        }
    }

    private var cancelled: TransportError {
        TransportError(.cancelled, at: address, "Waiting for \(address) was cancelled.")
    }

    private func patience(with code: TransportError.Code) -> Duration {
        switch code {
        case .busy: lockTimeout
        case .noDevice: absenceTimeout
        default: .zero
        }
    }

    /// Opens the port of a board that has vanished.
    public func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await inner.reconnect(within: timeout)
    }
}
