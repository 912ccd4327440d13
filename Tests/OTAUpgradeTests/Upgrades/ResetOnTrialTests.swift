import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// A reset gives up firmware on trial: only if it is forced, and never silently.
struct ResetOnTrialTests {
    private static let old = BoardState.Firmware(slot: "ota_0", version: "1.0.0")
    private static let new = BoardState.Firmware(slot: "ota_1", version: "2.0.0")
    private static let ways: [ResetOptions.Way] = [.promptThenLines, .prompt, .lines]

    /// A board that runs version 2.0.0 in its second slot, not accepted.
    private func boardOnTrial(_ line: FirmwareLine = .idf5, rollback: Bool = true) async throws -> SimulatedBoard {
        var bench = try UpgradeBench(line, rollback: rollback)
        bench.board.resetCircuit = .classic
        let board = try bench.powered()
        var options = UpgradeOptions()
        options.accepts = false
        let result = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        return board
    }

    private func reset(
        _ board: SimulatedBoard,
        _ way: ResetOptions.Way,
        _ change: (inout ResetOptions) -> Void = { _ in }
    ) async throws -> ResetReport {
        var options = ResetOptions()
        options.way = way
        change(&options)
        return try await BoardConnection.withBoard(board) { [options] connection throws(UpgradeError) in
            try await connection.reset(options)
        }
    }

    private func status(_ board: SimulatedBoard) async throws -> OTAStatus? {
        try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
            try await connection.examine().status
        }
    }

    @Test(arguments: ways)
    func `a reset that would give it up is refused`(_ way: ResetOptions.Way) async throws {
        let board = try await boardOnTrial()
        let resets = await board.counters.resets
        let error = await #expect(throws: UpgradeError.self) { try await reset(board, way) }
        #expect(error?.code == .boardRefuses)
        #expect(
            error?.message
                == "ota_1 (2.0.0) runs on trial and was not accepted: a reset would give it up and start ota_0 (1.0.0)."
        )
        #expect(error?.remedies == [.accept, .resetAnyway])
        #expect(error?.board == BoardState(running: Self.new, nextReset: .revertsTo(Self.old)))
        #expect(await board.counters.resets == resets)
        #expect(await board.lineChanges == [])
        #expect(await board.promptIsUsable)
        #expect(try await status(board)?.isOnTrial == true)
    }

    @Test(arguments: ways)
    func `a forced reset reports what it gave up and what runs`(_ way: ResetOptions.Way) async throws {
        let board = try await boardOnTrial()
        let report = try await reset(board, way) { $0.isForced = true }
        #expect(report.trial == Self.new)
        #expect(report.state?.running == Self.old)
        #expect(report.promptAnswers == true)
        #expect(await board.lineChanges.isEmpty == (way != .lines))
    }

    @Test func `a forced reset that is not watched reports what it gives up`() async throws {
        let board = try await boardOnTrial()
        let report = try await reset(board, .promptThenLines) { ($0.isForced, $0.waits) = (true, false) }
        #expect(report.trial == Self.new)
        #expect(report.state == nil)
        await board.run(for: .seconds(5))
        #expect(try await status(board)?.running == "ota_0")
    }

    @Test(arguments: FirmwareLine.allCases, ways)
    func `accepted firmware is reset as usual`(_ line: FirmwareLine, _ way: ResetOptions.Way) async throws {
        let board = try await boardOnTrial(line)
        _ = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
            try await connection.accept()
        }
        let report = try await reset(board, way)
        #expect(report.trial == nil && report.state == nil)
        #expect(try await status(board)?.running == "ota_1")
    }

    @Test func `without rollback nothing is on trial`() async throws {
        let board = try await boardOnTrial(rollback: false)
        #expect(try await reset(board, .promptThenLines).trial == nil)
        #expect(try await status(board)?.running == "ota_1")
    }

    @Test func `firmware without otaupgrade is reset as usual`() async throws {
        var bench = try UpgradeBench()
        bench.board.hasOTAUpgrade = false
        let board = try bench.powered()
        await board.run(for: .seconds(5))
        #expect(try await reset(board, .prompt).promptAnswers == true)
    }
}
