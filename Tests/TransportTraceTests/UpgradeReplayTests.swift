import ESPDevice
import ESPImage
import LuaREPL
import MockBoard
import OTAUpgrade
import Testing
import TransportCore

@testable import TransportTrace

/// A complete upgrade is recorded, written, read and replayed without its board.
@Suite struct UpgradeReplayTests {
    struct Setup: Sendable, CustomTestStringConvertible {
        var line = FirmwareLine.idf5
        var console = ConsoleInterface.uart
        var isPaced = false
        var faults = ""
        var isRedacted = false

        var testDescription: String { "\(line) \(console) paced \(isPaced) \(faults) redacted \(isRedacted)" }
    }

    private static func firmware(_ version: String) throws -> [UInt8] {
        try AppImageBuilder(chip: .esp32s3, version: version, size: 0x4000, seed: 7).build()
    }

    private static func board(_ setup: Setup) throws -> SimulatedBoard {
        var board = BoardConfiguration(firmware: try firmware("1.0.0"))
        board.line = setup.line
        board.lua = setup.line.luaReleases[setup.line.luaReleases.count - 1]
        board.console = setup.console
        board.chip = try #require(ChipModel(.esp32s3))
        if !setup.isPaced { board.timing = .instant }
        board.bootloaderRollsBack = true
        board.applicationRollsBack = true
        board.faults = try FaultSchedule(parsing: setup.faults)
        return try SimulatedBoard(board)
    }

    private static func upgrade(
        _ connector: any TransportConnector,
        version: String = "2.0.0",
        token: String = "3fa9c1",
        report: @escaping @Sendable (UpgradeEvent) -> Void = { _ in }
    ) async throws -> UpgradeResult {
        let session = UpgradeSession(connector: connector, image: try AppImage(firmware(version)), report: report)
        return await session.run(token: try #require(DialogueToken(token)))
    }

    private static func record(_ setup: Setup) async throws -> (UpgradeResult, Trace) {
        let recorded = RecordedTrace()
        let tracing = TracingConnector(try board(setup)) { recorded.add($0) }
        let result = try await upgrade(tracing) { event in
            guard setup.isRedacted, case .phaseStarted(let phase, _) = event else { return }
            tracing.withhold(phase == .write)
        }
        return (result, recorded.trace)
    }

    @Test(
        arguments: [
            Setup(), Setup(line: .idf4, isPaced: true), Setup(isPaced: true, faults: "drop-byte@2000,stall@3:2s"),
            Setup(console: .usbSerialJTAG), Setup(line: .console, console: .usbCDC),
            Setup(line: .console, isPaced: true), Setup(isPaced: true, isRedacted: true),
            Setup(line: .console, console: .usbSerialJTAG, isRedacted: true),
            Setup(isPaced: true, faults: "unplug@3"), Setup(faults: "power-cut@flash-op:9"),
        ]
    )
    func theSameAgain(setup: Setup) async throws {
        let (result, recorded) = try await Self.record(setup)
        let trace = try #require(try Trace.all(in: recorded.description).first)
        #expect(trace == recorded)

        let replay = ReplayConnector(trace)
        let again = try await Self.upgrade(replay)
        #expect(replay.difference == nil)
        #expect(replay.isAtEnd)
        #expect(again.outcome == result.outcome)
        #expect(again.error?.code == result.error?.code)
        #expect(again.error?.message == result.error?.message)
        #expect(again.before == result.before)
        #expect(again.after == result.after)
        #expect(again.identity == result.identity)
        #expect(again.warnings == result.warnings)
        #expect(again.timings == result.timings)
        #expect(again.total == result.total)
        #expect(again.transfer?.wireBytes == result.transfer?.wireBytes)
    }

    @Test func anotherImageIsADifference() async throws {
        let (_, trace) = try await Self.record(Setup())
        let replay = ReplayConnector(trace)
        let result = try await Self.upgrade(replay, version: "2.0.1")
        let difference = try #require(replay.difference)
        #expect(result.error?.code == .internal)
        #expect(result.error?.message.hasPrefix(difference.description) == true)
        #expect(difference.description.contains("line \(difference.line) of the trace"))
        #expect(difference.expected.hasPrefix("> "))
        #expect(difference.found.hasPrefix("> "))
        #expect(!replay.isAtEnd)
    }

    @Test func anotherTokenIsADifference() async throws {
        let (_, trace) = try await Self.record(Setup())
        let replay = ReplayConnector(trace)
        _ = try await Self.upgrade(replay, token: "000000")
        #expect(replay.difference?.found.contains("000000") == false, "the token is never sent in one piece")
        #expect(replay.difference?.expected.contains(#""~3f".."a9c1""#) == true)
    }

    @Test func aWithheldImageIsNotInTheText() async throws {
        let (result, trace) = try await Self.record(Setup(line: .idf4, isPaced: true, isRedacted: true))
        #expect(result.outcome == .upgraded)
        let (_, plain) = try await Self.record(Setup(line: .idf4, isPaced: true))
        func toBoard(_ trace: Trace) -> [TraceBytes] {
            trace.records.compactMap { if case .toBoard(let bytes) = $0.event { bytes } else { nil } }
        }
        let text = trace.description
        var withheld = 0
        for (told, plain) in zip(toBoard(trace), toBoard(plain)) {
            #expect(told.count == plain.count)
            guard case .withheld(let count) = told, !plain.description.hasPrefix(#"\b"#) else { continue }
            withheld += count
            #expect(count < 100 || !text.contains(plain.description.dropFirst(20).prefix(60)))
        }
        #expect(withheld > 0x2000)
    }
}
