/// Opens a transport to one board, and opens it again after the board has vanished and come back.
public protocol TransportConnector: Sendable {
    /// Where the board is found.
    var address: TransportAddress { get }

    /// Opens the transport; the caller closes it.
    /// - Throws: `noDevice`, `busy`, `permissionDenied`, `notATerminal`, `system`.
    func connect() async throws(TransportError) -> any ByteTransport
}

extension TransportConnector {
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
