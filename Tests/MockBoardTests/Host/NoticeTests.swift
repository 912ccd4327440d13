import Testing
import TransportCore

@testable import ESPDevice
@testable import MockBoard

/// A loop that runs only when the host can notice something has the same result as one that runs at every event.
@Suite struct NoticeTests {
    private struct Delivery: Equatable {
        var at: SimulatedTime
        var bytes: [UInt8]
    }

    /// The output for a host that writes 1000 bytes of lines after two seconds, and the number of iterations.
    private static func run(
        _ configuration: BoardConfiguration,
        next: (Board) -> SimulatedTime
    ) throws -> (deliveries: [Delivery], turns: Int) {
        let board = try Board(configuration)
        board.advance(to: 2_000_000_000)
        _ = board.takeOutput()
        board.receive(Array(String(repeating: "print(('x'):rep(60))\n", count: 48).utf8))
        var (deliveries, turns) = ([Delivery](), 0)
        while true {
            let moment = next(board)
            guard moment < 6_000_000_000 else { return (deliveries, turns) }
            board.advance(to: max(moment, board.now))
            turns += 1
            let bytes = board.takeOutput()
            if !bytes.isEmpty { deliveries.append(Delivery(at: board.now, bytes: bytes)) }
        }
    }

    @Test("nothing comes later, and most iterations are saved", arguments: FirmwareLine.allCases, [115_200, 921_600])
    func notices(_ line: FirmwareLine, _ baud: Int) throws {
        var configuration = BoardConfiguration(firmware: SampleImage(version: "1.0.0").bytes)
        configuration.line = line
        configuration.lua = line.luaReleases.last ?? .lua51
        configuration.baud = baud
        configuration.boot.baud = baud
        let exact = try Self.run(configuration) { min($0.nextEventTime, $0.transmitter.nextDelivery) }
        let sparing = try Self.run(configuration) { $0.nextNoticeTime }
        #expect(!exact.deliveries.isEmpty)
        #expect(exact.deliveries == sparing.deliveries)
        #expect(sparing.turns * 3 < exact.turns, "\(sparing.turns) of \(exact.turns) turns")
    }
}
