/// Opens a transport to one board, and reopens it after the board has disappeared and come back.
public protocol TransportConnector: Sendable {
    /// The address of the board.
    var address: TransportAddress { get }

    /// Opens the transport; the caller closes it.
    /// - Throws: `noDevice`, `busy`, `permissionDenied`, `notATerminal`, `system`.
    func connect() async throws(TransportError) -> any ByteTransport

    /// Opens the transport to a board that has disappeared and is expected back, as after a USB console's reset.
    ///
    /// Waits for the board itself, in the connector's own time.
    /// - Throws: the error of the last `connect()`, if the board does not come back in time; `cancelled`.
    func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport
}

extension TransportConnector {
    /// Tries `connect()` every tenth of a second of real time until it succeeds.
    public func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: timeout)
        while true {
            do {
                return try await connect()
            } catch {
                guard clock.now < end, error.code != .cancelled else { throw error }
            }
            do {
                try await clock.sleep(for: .milliseconds(100))
            } catch {
                throw TransportError(.cancelled, at: address, "Waiting for \(address) to come back was cancelled.")
            }
        }
    }

    /// Opens a transport, runs `body` and closes the transport, on return, on throw and on cancellation.
    public func withTransport<Result, Failure: Error>(
        _ body: (any ByteTransport) async throws(Failure) -> Result,
        orElse translate: (TransportError) -> Failure
    ) async throws(Failure) -> Result {
        let transport: any ByteTransport
        do {
            transport = try await connect()
        } catch {
            throw translate(error)
        }
        do throws(Failure) {
            let result = try await body(transport)
            await transport.close()
            return result
        } catch {
            await transport.close()
            throw error
        }
    }
}
