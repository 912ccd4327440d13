import MockBoard
import Synchronization
import TransportCore

/// Connects to a board and records what the host writes, with timestamps.
final class RecordingConnector: TransportConnector {
    struct Write: Sendable {
        var time: TransportInstant
        var bytes: [UInt8]
    }

    private let board: SimulatedBoard
    private let kept = Mutex<[Write]>([])

    init(board: SimulatedBoard) {
        self.board = board
    }

    var address: TransportAddress { board.address }
    var writes: [Write] { kept.withLock { $0 } }

    func connect() async throws(TransportError) -> any ByteTransport {
        guard let inner = try await board.connect() as? any SerialControl else {
            throw TransportError(.unsupported, at: address, "The board's transport has no rate.")
        }
        return RecordingTransport(inner: inner) { [self] write in kept.withLock { $0.append(write) } }
    }
}

private struct RecordingTransport: SerialControl {
    let inner: any SerialControl
    let keep: @Sendable (RecordingConnector.Write) -> Void

    var now: TransportInstant { get async { await inner.now } }
    var baud: Int { get async { await inner.baud } }
    var modemLines: ModemLines? { get async throws(TransportError) { try await inner.modemLines } }

    func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        keep(RecordingConnector.Write(time: await inner.now, bytes: bytes))
        try await inner.write(bytes, until: deadline)
    }

    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        try await inner.read(until: deadline)
    }

    func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try await inner.sleep(until: deadline)
    }

    func setBaud(_ baud: Int) async throws(TransportError) { try await inner.setBaud(baud) }
    func setModemLines(_ lines: ModemLines) async throws(TransportError) { try await inner.setModemLines(lines) }
    func close() async { await inner.close() }
}
