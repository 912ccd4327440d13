public import TransportCore

/// Opens what another connector opens, and waits for a port that somebody else holds.
public struct PatientConnector: TransportConnector {
    private let inner: any TransportConnector
    private let lockTimeout: Duration
    private let pause: @Sendable (Duration) async throws -> Void

    /// How often a port is tried again.
    private static let interval = Duration.milliseconds(100)

    /// Wraps a connector.
    /// - Parameters:
    ///   - lockTimeout: How long to wait for a port that is held; zero does not wait.
    ///   - pause: waits for so long; in real time unless something else is given.
    public init(
        _ inner: any TransportConnector,
        lockTimeout: Duration,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.inner = inner
        self.lockTimeout = lockTimeout
        self.pause = pause
    }

    /// Where the board is found.
    public var address: TransportAddress { inner.address }

    /// Opens the port as soon as nobody holds it any more.
    /// - Throws: `busy` where somebody still does when the time is up; `cancelled`; what the inner connector throws.
    public func connect() async throws(TransportError) -> any ByteTransport {
        var waited = Duration.zero
        while true {
            do {
                return try await inner.connect()
            } catch {
                guard error.code == .busy, waited < lockTimeout else { throw error }
            }
            do {
                try await pause(Self.interval)
            } catch {
                throw TransportError(.cancelled, at: address, "Waiting for \(address) to be free was cancelled.")
            }
            waited += Self.interval
        }
    }

    /// Opens the port of a board that has vanished.
    public func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await inner.reconnect(within: timeout)
    }
}
