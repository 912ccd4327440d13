import ESPImage
import LuaREPL
import MockBoard
import Synchronization
import Testing
import TransportCore

@testable import OTAUpgrade

/// Rollback to the other slot, of which only the record and the description are known.
struct RollbackTests {
    /// A board that runs version 2.0.0 in `ota_1`, after an interrupted upgrade of `ota_0` to 3.0.0.
    private func boardWithHalfWrittenSlot(_ line: FirmwareLine) async throws -> SimulatedBoard {
        let bench = try UpgradeBench(line)
        let board = try bench.powered()
        #expect(await UpgradeBench.upgrade(board, to: try bench.image()).result.outcome == .upgraded)
        let session = UpgradeSession(connector: board, image: try bench.image("3.0.0", size: 0x8000, seed: 9)) {
            event in
            if case .progress(let progress) = event, progress.bytes > 0x6000 {
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        let broken = await Task { await session.run() }.value
        #expect(broken.error?.code == .interrupted)
        return board
    }

    private func rollBack(
        _ board: SimulatedBoard,
        willRollBack: @escaping @Sendable (OTAStatus) -> Void = { _ in }
    ) async throws(UpgradeError) -> BoardReport {
        try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
            try await connection.rollBack(willRollBack: willRollBack)
        }
    }

    @Test(arguments: FirmwareLine.allCases)
    func `a half-written slot looks valid but is not reported as complete`(_ line: FirmwareLine) async throws {
        let board = try await boardWithHalfWrittenSlot(line)
        let status = try #require(
            try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await connection.examine().status
            }
        )
        let (half, running) = (try #require(status["ota_0"]), try #require(status["ota_1"]))
        #expect(half.state == .valid)
        #expect(half.description?.version == "3.0.0")
        #expect(!status.isKnownWhole(half))
        #expect(status.isKnownWhole(running))
        #expect(status.rollbackTarget == half)
    }

    @Test(arguments: FirmwareLine.allCases)
    func `a rollback to it is announced, refused, and changes nothing`(_ line: FirmwareLine) async throws {
        let board = try await boardWithHalfWrittenSlot(line)
        let resets = await board.counters.resets
        let told = Mutex<[OTAStatus]>([])
        let error = await #expect(throws: UpgradeError.self) {
            _ = try await rollBack(board) { status in told.withLock { $0.append(status) } }
        }
        #expect(told.withLock { $0.map(\.rollbackTarget?.label) } == ["ota_0"])
        #expect(error?.code == .rollbackFailed)
        #expect(error?.message.hasSuffix("Nothing was changed: ota_1 (2.0.0) is still running.") == true)
        #expect(error?.message.contains("or it holds no complete image, or its firmware was given up before") == true)
        #expect(error?.nextStep == "Upgrade to the firmware that you want instead.")
        #expect(error?.board?.running == BoardState.Firmware(slot: "ota_1", version: "2.0.0"))
        #expect(await board.counters.resets == resets)
        #expect(await board.running == "ota_1")
    }

    @Test func `firmware that crashes after the rollback is not reported as the old one`() async throws {
        var bench = try UpgradeBench()
        // The firmware in the first slot panics at its start after the other one was given up.
        bench.board.initLua = Array(
            """
            local r,b,t=otaupgrade.info()
            if r=="ota_0" and t.ota_1 and t.ota_1.state=="invalid" then otaupgrade.write=nil end
            """.utf8
        )
        let board = try bench.powered()
        #expect(await UpgradeBench.upgrade(board, to: try bench.image()).result.outcome == .upgraded)
        let error = await #expect(throws: UpgradeError.self) { _ = try await rollBack(board) }
        #expect(error?.code == .rollbackFailed)
        #expect(error?.message.contains("Guru Meditation Error") == true)
        #expect(error?.board == .unknown)
        #expect(error?.remedies == [.inspect])
    }

    @Test func `the running slot is known to be complete`() {
        let status = Fixtures.status(running: "ota_0", boot: "ota_1", (.valid, "1.0.0"), (.new, "2.0.0"))
        #expect(status.rollbackTarget?.label == "ota_0")
        #expect(status.rollbackTarget.map(status.isKnownWhole) == true)
    }
}
