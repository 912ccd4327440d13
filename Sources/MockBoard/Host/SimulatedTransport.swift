import TransportCore

/// One connection to a simulated board.
struct SimulatedTransport: SerialControl {
    let board: SimulatedBoard
    let connection: Int

    var now: TransportInstant {
        get async { await board.now }
    }

    func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        try await board.write(bytes, over: connection)
    }

    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        try await board.read(until: deadline, over: connection)
    }

    func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try await board.sleep(until: deadline, over: connection)
    }

    func close() async {
        await board.close(connection)
    }

    var baud: Int {
        get async { await board.baud() }
    }

    func setBaud(_ baud: Int) async throws(TransportError) {
        try await board.setBaud(baud, over: connection)
    }

    var modemLines: ModemLines? {
        get async throws(TransportError) { try await board.modemLines(over: connection) }
    }

    func setModemLines(_ lines: ModemLines) async throws(TransportError) {
        try await board.setModemLines(lines, over: connection)
    }
}
