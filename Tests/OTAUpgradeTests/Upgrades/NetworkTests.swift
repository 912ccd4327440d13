import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// The speed of a transfer through a serial server and a network, in simulated time.
@Suite struct NetworkTests {
    struct Board: Sendable, CustomTestStringConvertible {
        var line: FirmwareLine
        var baud: TransferBaud
        var compresses: Bool

        var testDescription: String { "\(line.rawValue), \(baud), \(compresses ? "compressed" : "plain")" }

        static let all = FirmwareLine.allCases.flatMap { line in
            [
                Board(line: line, baud: .unchanged, compresses: false),
                Board(line: line, baud: .automatic, compresses: true),
            ]
        }

        /// The least fraction of the local speed if a round trip takes this many milliseconds more.
        ///
        /// The console of the IDF 3 line buffers 256 bytes, so no more can be sent in a round trip of 20 ms: 10.9 kB/s at
        /// 115200 baud and 11.3 kB/s at 230400, less the ends of the lines.
        /// That of the IDF 5 line is certain to buffer 488: 21 kB/s, while a line of 230400 baud carries 23 kB/s.
        func leastShare(added: Int) -> Double {
            guard added == 20 else { return 0.8 }
            return switch (line, baud) {
            case (.idf3, .unchanged): 0.7
            case (.idf3, _): 0.42
            case (.idf5, .automatic): 0.65
            default: 0.8
            }
        }
    }

    /// A transfer, and its speed after the window has grown to its full width.
    private func transfer(
        _ board: Board,
        _ network: NetworkPath?
    ) async throws -> (report: TransferReport, bytesPerSecond: Double) {
        var bench = try UpgradeBench(board.line)
        bench.board.timing = ConsoleTiming()
        bench.board.timing.network = network
        var options = UpgradeOptions()
        options.compresses = board.compresses
        options.transferBaud = board.baud
        (options.mayRestartFirst, options.accepts) = (false, false)
        let powered = try bench.powered()
        let image = try bench.image(size: board.compresses ? 0xC000 : 0x4000)
        let (result, events) = await UpgradeBench.upgrade(powered, to: image, options)
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(await powered.counters.bytesLost == 0, "the console is never sent more than it buffers")
        let report = try #require(result.transfer)
        #expect(report.isCompressed == board.compresses)
        let progress = events.compactMap { if case .progress(let progress) = $0 { progress } else { nil } }
        let start = try #require(progress.first { $0.bytes > image.size / 4 })
        let end = try #require(progress.first { $0.bytes == image.size })
        return (report, Double(end.bytes - start.bytes) / (end.elapsed - start.elapsed).seconds)
    }

    @Test("four fifths of the speed remain through a serial server", arguments: Board.all)
    func share(_ board: Board) async throws {
        let local = try await transfer(board, nil)
        for added in [4, 20] {
            var network = NetworkPath(roundTrip: .milliseconds(added))
            network.gap = .milliseconds(1)
            let remote = try await transfer(board, network)
            #expect(remote.report.lineRate == local.report.lineRate)
            let share = remote.bytesPerSecond / local.bytesPerSecond
            #expect(share >= board.leastShare(added: added), "with \(added) ms more: \(share)")
        }
    }

    @Test("a board at the far end of a slow network is upgraded", arguments: FirmwareLine.allCases)
    func slowNetwork(_ line: FirmwareLine) async throws {
        let board = Board(line: line, baud: .unchanged, compresses: false)
        let (report, _) = try await transfer(board, NetworkPath(roundTrip: .milliseconds(200)))
        #expect(report.retries == 0)
    }
}
