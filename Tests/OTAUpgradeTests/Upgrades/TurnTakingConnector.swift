import MockBoard
import TransportCore

/// Connects to a board for one of two hosts that take turns: after each transfer of bytes with one board, the other is next.
struct TurnTakingConnector: TransportConnector {
    let board: SimulatedBoard
    let turns: Turns
    let player: Int

    var address: TransportAddress { board.address }

    func connect() async throws(TransportError) -> any ByteTransport {
        try wrap(await board.connect())
    }

    func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try wrap(await board.reconnect(within: timeout))
    }

    private func wrap(_ transport: any ByteTransport) throws(TransportError) -> any ByteTransport {
        guard let inner = transport as? any SerialControl else {
            throw TransportError(.unsupported, at: address, "The board's transport has no rate.")
        }
        return TurnTakingTransport(inner: inner, turns: turns, player: player)
    }
}

/// Whose turn it is among two.
actor Turns {
    private var turn = 0
    private var isDone = [false, false]
    private var waiting: CheckedContinuation<Void, Never>?
    /// How often the turn has passed from one to the other.
    private(set) var changes = 0

    func begin(_ player: Int) async {
        guard turn != player, !isDone[1 - player] else { return }
        await withCheckedContinuation { waiting = $0 }
    }

    func end(_ player: Int) {
        guard !isDone[1 - player] else { return }
        turn = 1 - player
        changes += 1
        wake()
    }

    /// The player does not come back.
    func leave(_ player: Int) {
        isDone[player] = true
        wake()
    }

    private func wake() {
        waiting?.resume()
        waiting = nil
    }
}

private actor TurnTakingTransport: SerialControl {
    let inner: any SerialControl
    let turns: Turns
    let player: Int

    init(inner: any SerialControl, turns: Turns, player: Int) {
        (self.inner, self.turns, self.player) = (inner, turns, player)
    }

    var now: TransportInstant {
        get async { await inner.now }
    }

    func write(_ data: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        try await inTurn { () async throws(TransportError) in try await inner.write(data, until: deadline) }
    }

    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        try await inTurn { () async throws(TransportError) in try await inner.read(until: deadline) }
    }

    func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try await inTurn { () async throws(TransportError) in try await inner.sleep(until: deadline) }
    }

    func close() async {
        await inner.close()
    }

    var baud: Int {
        get async { await inner.baud }
    }

    func setBaud(_ baud: Int) async throws(TransportError) {
        try await inner.setBaud(baud)
    }

    var modemLines: ModemLines? {
        get async throws(TransportError) { try await inner.modemLines }
    }

    func setModemLines(_ lines: ModemLines) async throws(TransportError) {
        try await inner.setModemLines(lines)
    }

    private func inTurn<Value: Sendable>(
        _ body: () async throws(TransportError) -> Value
    ) async throws(TransportError) -> Value {
        await turns.begin(player)
        do throws(TransportError) {
            let value = try await body()
            await turns.end(player)
            return value
        } catch {
            await turns.end(player)
            throw error
        }
    }
}
