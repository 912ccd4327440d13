import MockBoard
import TransportCore

/// Connects to a board for a host that dies after so many bytes: they reach the board, the next do not.
struct DyingConnector: TransportConnector {
    let board: SimulatedBoard
    let bytes: Int

    var address: TransportAddress { board.address }

    func connect() async throws(TransportError) -> any ByteTransport {
        guard let inner = try await board.connect() as? any SerialControl else {
            throw TransportError(.unsupported, at: address, "The board's transport has no rate.")
        }
        return DyingTransport(inner: inner, address: address, bytes: bytes)
    }
}

/// A transport that breaks in the middle of a line.
private actor DyingTransport: SerialControl {
    let inner: any SerialControl
    let address: TransportAddress
    var bytes: Int

    init(inner: any SerialControl, address: TransportAddress, bytes: Int) {
        (self.inner, self.address, self.bytes) = (inner, address, bytes)
    }

    var now: TransportInstant {
        get async { await inner.now }
    }

    func write(_ data: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        try checkAlive()
        let part = Array(data.prefix(bytes))
        bytes -= part.count
        try await inner.write(part, until: deadline)
        try checkAlive()
    }

    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        try checkAlive()
        return try await inner.read(until: deadline)
    }

    func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try await inner.sleep(until: deadline)
    }

    func close() async {
        await inner.close()
    }

    var baud: Int {
        get async { await inner.baud }
    }

    func setBaud(_ baud: Int) async throws(TransportError) {
        try checkAlive()
        try await inner.setBaud(baud)
    }

    var modemLines: ModemLines? {
        get async throws(TransportError) { try await inner.modemLines }
    }

    func setModemLines(_ lines: ModemLines) async throws(TransportError) {
        try await inner.setModemLines(lines)
    }

    private func checkAlive() throws(TransportError) {
        guard bytes > 0 else { throw TransportError(.linkLost, at: address, "The host is dead.") }
    }
}
