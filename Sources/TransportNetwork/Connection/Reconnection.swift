import TransportCore

/// Attempts to connect, every tenth of a second of real time, until one succeeds.
struct Reconnection: Sendable {
    private static let pause = Duration.milliseconds(100)
    /// The minimum time of an attempt, so that the last one can succeed.
    private static let shortestAttempt = Duration.milliseconds(500)

    private let address: TransportAddress
    private let end: ContinuousClock.Instant

    init(_ address: TransportAddress, within timeout: Duration) {
        self.address = address
        end = ContinuousClock.now.advanced(by: timeout)
    }

    /// - Parameter attempt: Connects within a limit.
    func run(
        _ attempt: (_ limit: Duration) async throws(TransportError) -> any ByteTransport
    ) async throws(TransportError) -> any ByteTransport {
        let clock = ContinuousClock()
        while true {
            do {
                return try await attempt(max(Self.shortestAttempt, clock.now.duration(to: end)))
            } catch {
                guard error.code != .cancelled, clock.now < end else { throw error }
            }
            do {
                try await clock.sleep(for: Self.pause)
            } catch {
                throw TransportError.cancelled(address)
            }
        }
    }
}
