import ESPImage
import LuaREPL
import MockBoard
import Synchronization
import Testing
import TransportCore

@testable import OTAUpgrade

/// Transfers to every board that can take them, with all that may happen to them, in simulated time.
@Suite struct TransferTests {
    struct Way: Sendable, CustomTestStringConvertible {
        var line: FirmwareLine
        var lua: LuaRelease
        var method: TransferMethod

        var testDescription: String { "\(line.rawValue), Lua \(lua.rawValue), \(method.rawValue)" }

        static let all = FirmwareLine.allCases.flatMap { line in
            line.luaReleases.flatMap { lua in
                TransferMethod.allCases.map { Way(line: line, lua: lua, method: $0) }
            }
        }

        /// Each line with its newest Lua.
        static let newest = all.filter { $0.lua == $0.line.luaReleases.last }

        func bench(_ timing: ConsoleTiming = ConsoleTiming(), baud: Int = 115_200) throws -> UpgradeBench {
            var bench = try UpgradeBench(line, lua: lua)
            bench.board.timing = timing
            bench.board.baud = baud
            bench.board.boot.baud = baud
            return bench
        }

        func options(compresses: Bool) -> UpgradeOptions {
            var options = UpgradeOptions()
            options.method = method
            options.compresses = compresses
            return options
        }
    }

    /// Upgrades, and expects every byte in its place, passed to the flash once, and a prompt for people.
    @discardableResult
    private func transfer(
        _ bench: UpgradeBench,
        _ options: UpgradeOptions,
        size: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> TransferReport {
        let board = try bench.powered()
        let image = try bench.image(size: size)
        let result = await UpgradeBench.upgrade(board, to: image, options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))", sourceLocation: sourceLocation)
        let slot = try #require(bench.board.partitions["ota_1"])
        let content = await board.content(of: slot)
        #expect(content.starts(with: image.bytes), "the slot is exact", sourceLocation: sourceLocation)
        #expect(await board.counters.bytesWritten == image.size, sourceLocation: sourceLocation)
        #expect(await board.promptIsUsable, sourceLocation: sourceLocation)
        let report = try #require(result.transfer, sourceLocation: sourceLocation)
        #expect(report.bytes == image.size, sourceLocation: sourceLocation)
        if let method = options.method { #expect(report.method == method, sourceLocation: sourceLocation) }
        return report
    }

    @Test("each way to send", arguments: Way.all)
    func plain(_ way: Way) async throws {
        let report = try await transfer(way.bench(), way.options(compresses: false), size: 0x4000)
        #expect(!report.isCompressed)
        #expect(report.retries == 0)
    }

    @Test("each way to send, compressed", arguments: Way.all)
    func compressed(_ way: Way) async throws {
        let report = try await transfer(way.bench(), way.options(compresses: true), size: 0x10000)
        #expect(report.isCompressed)
        #expect(report.wireBytes < 0x10000)
        #expect(report.retries == 0)
    }
}
