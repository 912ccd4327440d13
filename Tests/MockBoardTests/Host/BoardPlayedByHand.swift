import TransportContract
import TransportCore

@testable import MockBoard

/// The board's end of a simulated line, without a line editor and without Lua.
struct BoardPlayedByHand: ContractPeer {
    struct Silence: Error {}

    let board: SimulatedBoard

    func send(_ bytes: [UInt8]) async {
        await board.say(bytes)
    }

    func receive(_ count: Int) async throws -> [UInt8] {
        for _ in 0..<1000 {
            if let bytes = await board.heard(count) { return bytes }
            await board.run(for: .milliseconds(10))
        }
        throw Silence()
    }

    func hangUp() async {
        await board.unplug(for: .seconds(3600))
    }
}

extension SimulatedBoard {
    /// A board that has started, whose boot text was discarded, and which records its input.
    static func listening() async throws -> SimulatedBoard {
        let image = SampleImage(version: "1.0.0").bytes
        let board = try SimulatedBoard(BoardConfiguration(firmware: image))
        await board.run(for: .seconds(5))
        await board.listen()
        return board
    }

    private func listen() {
        _ = board.takeOutput()
        board.receiver = ListeningReceiver()
    }

    fileprivate func say(_ bytes: [UInt8]) {
        board.transmitter.send(bytes, at: board.now)
    }

    fileprivate func heard(_ count: Int) -> [UInt8]? {
        guard let receiver = board.receiver as? ListeningReceiver, receiver.bytes.count >= count else { return nil }
        let bytes = Array(receiver.bytes.prefix(count))
        receiver.bytes.removeFirst(count)
        return bytes
    }

    func unplug(for duration: Duration) {
        board.unplug(for: duration.nanoseconds)
    }
}

/// A receiver without limited buffers: it keeps all bytes, and Lua gets none.
private final class ListeningReceiver: ConsoleReceiver {
    var bytes: [UInt8] = []
    let lost = 0
    let hasInput = false
    let priority = 0

    func nextStep(queueIsFull: Bool, mask: (SimulatedTime) -> SimulatedTime) -> SimulatedTime { .never }
    func arrive(_ byte: UInt8, at now: SimulatedTime) { bytes.append(byte) }
    func step(at now: SimulatedTime, posting queue: inout TaskQueue) {}
    func take(at now: SimulatedTime) -> [UInt8] { [] }
    func reset() {}
}
