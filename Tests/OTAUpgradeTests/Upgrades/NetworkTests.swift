import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// What a serial server and a network before it leave of a transfer's speed, in simulated time.
@Suite struct NetworkTests {
    struct Board: Sendable, CustomTestStringConvertible {
        var line: FirmwareLine
        var baud: TransferBaud
        var compresses: Bool

        var testDescription: String { "\(line.rawValue), \(baud), \(compresses ? "compressed" : "plain")" }

        static let all = FirmwareLine.allCases.flatMap { line in
            ([.unchanged] + (line == .console ? [] : [.automatic]) as [TransferBaud]).flatMap { baud in
                [false, true].map { Board(line: line, baud: baud, compresses: $0) }
            }
        }

        /// The least share of the local figure where a round trip takes so many milliseconds more.
        ///
        /// The console of the IDF 3 line buffers 256 bytes, so that no more can go in a round trip of 20 ms: 10.9 kB/s at
        /// 115200 baud and 11.3 kB/s at 230400, less the ends of the lines.
        func leastShare(added: Int) -> Double {
            guard line == .idf3, added == 20 else { return 0.8 }
            return baud == .unchanged ? 0.7 : 0.42
        }
    }

    private func transfer(_ board: Board, _ network: NetworkPath?) async throws -> TransferReport {
        var bench = try UpgradeBench(board.line)
        bench.board.timing = ConsoleTiming()
        bench.board.timing.network = network
        var options = UpgradeOptions()
        options.compresses = board.compresses
        options.transferBaud = board.baud
        let powered = try bench.powered()
        let image = try bench.image(size: board.compresses ? 0x10000 : 0x8000)
        let result = await UpgradeBench.upgrade(powered, to: image, options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(await powered.counters.bytesLost == 0, "the console is never sent more than it buffers")
        let report = try #require(result.transfer)
        #expect(report.isCompressed == board.compresses)
        return report
    }

    @Test("four fifths of the speed are left behind a serial server", arguments: Board.all)
    func share(_ board: Board) async throws {
        let local = try await transfer(board, nil)
        for added in [4, 20] {
            var network = NetworkPath(roundTrip: .milliseconds(added))
            network.gap = .milliseconds(1)
            let remote = try await transfer(board, network)
            #expect(remote.lineRate == local.lineRate)
            let share = remote.bytesPerSecond / local.bytesPerSecond
            #expect(share >= board.leastShare(added: added), "with \(added) ms more")
        }
    }

    @Test("a board at the far end of a slow network is upgraded", arguments: FirmwareLine.allCases, [60, 200])
    func slowNetwork(_ line: FirmwareLine, _ milliseconds: Int) async throws {
        let board = Board(line: line, baud: .unchanged, compresses: false)
        let report = try await transfer(board, NetworkPath(roundTrip: .milliseconds(milliseconds)))
        #expect(report.retries == 0)
    }
}
