import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// Failures during an upgrade: how they are reported, and what the board does afterwards.
@Suite struct UpgradeFailureTests {
    private func fail(
        _ bench: UpgradeBench,
        _ options: UpgradeOptions = UpgradeOptions(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> (UpgradeResult, SimulatedBoard) {
        let board = try bench.powered()
        let result = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
        #expect(result.error?.nextStep.isEmpty == false, sourceLocation: sourceLocation)
        return (result, board)
    }

    /// The old firmware answers at its prompt.
    private func expectOldFirmware(_ board: SimulatedBoard, sourceLocation: SourceLocation = #_sourceLocation)
        async throws
    {
        let report = try await BoardConnection.withBoard(board) { board async throws(UpgradeError) in
            try await board.examine()
        }
        #expect(report.status?.running == "ota_0", sourceLocation: sourceLocation)
        #expect(report.status?.runningSlot?.description?.version == "1.0.0", sourceLocation: sourceLocation)
    }

    @Test func aSwitchThatFailsSilently() async throws {
        var bench = try UpgradeBench()
        try bench.faults("set-boot-fails")
        let (result, board) = try await fail(bench)
        #expect(result.outcome == .failed)
        #expect(result.error?.code == .bootSlotNotSwitched)
        #expect(result.error?.board?.nextReset == .starts(.init(slot: "ota_0", version: "1.0.0")))
        try await expectOldFirmware(board)
    }

    @Test("an image that does not start", arguments: [true, false], ["image-not-bootable", "crash-loop"])
    func notBootable(_ rollback: Bool, _ fault: String) async throws {
        var bench = try UpgradeBench(rollback: rollback)
        try bench.faults(fault)
        var options = UpgradeOptions()
        options.limits.reboot = .seconds(20)
        let (result, board) = try await fail(bench, options)
        #expect(result.outcome == .failed)
        #expect(result.error?.code == .newFirmwareNotRunning)
        guard rollback || fault != "crash-loop" else {
            #expect(result.error?.board?.nextReset == .starts(.init(slot: "ota_1", version: "2.0.0")))
            return
        }
        try await expectOldFirmware(board)
    }

    @Test("the next reset starts the firmware that the bootloader fell back to", arguments: [true, false])
    func fallsBackAgain(_ rollback: Bool) async throws {
        var bench = try UpgradeBench(rollback: rollback)
        try bench.faults("image-not-bootable")
        let (result, board) = try await fail(bench)
        #expect(result.error?.code == .newFirmwareNotRunning)
        #expect(result.error?.board?.nextReset == .starts(.init(slot: "ota_0", version: "1.0.0")))
        #expect(await board.nextStarts(2) == ["ota_0", "ota_0"])
    }

    /// Otherwise the new record would overwrite that of the firmware that the board goes back to.
    @Test func failedFirmwareIsGivenUpBeforeTheNextUpgrade() async throws {
        var bench = try UpgradeBench()
        bench.board.partitions = try PartitionTable(
            csv: """
                otadata,data,ota,0xe000,0x2000
                factory,app,factory,0x10000,0x20000
                ota_0,app,ota_0,0x30000,0x20000
                ota_1,app,ota_1,0x50000,0x20000
                """
        )
        try bench.faults("image-not-bootable")
        let (_, board) = try await fail(bench)
        await board.heal()
        var careful = UpgradeOptions()
        careful.mayRestartFirst = false
        let refused = await UpgradeBench.upgrade(board, to: try bench.image("3.0.0"), careful).result
        #expect(refused.error?.code == .boardRefuses)
        let (result, events) = await UpgradeBench.upgrade(board, to: try bench.image("3.0.0"))
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(events.contains(.restartingFirst(.endTrial)))
        #expect(result.after?.runningSlot?.state == .valid)
    }

    @Test(
        "a check that fails",
        arguments: [true, false],
        ["false", "nil", "error(\"no\")", "1", "return 2 ,3"]
    )
    func checkFails(_ rollback: Bool, _ check: String) async throws {
        var options = UpgradeOptions()
        options.check = Array(check.utf8)
        let (result, board) = try await fail(try UpgradeBench(rollback: rollback), options)
        #expect(result.outcome == .rolledBack, "\(String(describing: result.error))")
        #expect(result.error?.code == .checkFailed)
        #expect(result.after?.running == "ota_0")
        #expect(result.error?.board?.running?.version == "1.0.0")
        try await expectOldFirmware(board)
    }

    @Test(
        "a check that is not valid Lua changes nothing",
        arguments: TransferTests.Way.newest,
        ["x x", "return node.heap( > 1000", "\u{FEFF}return true", "if true then return true", "\"open"]
    )
    func checkIsNoLua(_ way: TransferTests.Way, _ check: String) async throws {
        let bench = try UpgradeBench(way.line, lua: way.lua)
        for isDryRun in [true, false] {
            let board = try bench.powered()
            var options = UpgradeOptions()
            options.check = Array(check.utf8)
            options.isDryRun = isDryRun
            let result = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
            #expect(result.outcome == .failed)
            #expect(result.error?.code == .checkInvalid)
            #expect(result.error?.message.contains("stdin:1:") == true, "\(String(describing: result.error))")
            #expect(result.error?.board?.running?.version == "1.0.0")
            #expect(await board.counters.commenceCalls == 0)
            #expect(await board.promptIsUsable)
        }
    }

    @Test func `a check that is not valid Lua is refused before the board is restarted for the plan`() async throws {
        let bench = try UpgradeBench()
        let board = try bench.powered()
        // Nobody received its boot text, so the size of its slots is unknown.
        let earlier = try await board.connect()
        await board.run(for: .seconds(5))
        _ = try await earlier.read(until: earlier.now)
        await earlier.close()
        let resets = await board.counters.resets
        var options = UpgradeOptions()
        options.check = Array("x x".utf8)
        let result = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
        #expect(result.error?.code == .checkInvalid)
        #expect(await board.counters.resets == resets)
        // The same with a valid check restarts it, once.
        options.check = Array("true".utf8)
        let (upgraded, events) = await UpgradeBench.upgrade(board, to: try bench.image(), options)
        #expect(upgraded.outcome == .upgraded, "\(String(describing: upgraded.error))")
        #expect(events.count { if case .restartingFirst = $0 { true } else { false } } == 1)
    }

    @Test(arguments: TransferTests.Way.newest)
    func `a valid check of any form passes its compilation`(_ way: TransferTests.Way) async throws {
        let long = "local n=0 " + String(repeating: "n=n+1 ", count: 200) + "return n==200"
        for check in ["true", "return 1<2", "=node.heap()>1", long, "x=1 return x==1"] {
            let bench = try UpgradeBench(way.line, lua: way.lua)
            var options = UpgradeOptions()
            options.check = Array(check.utf8)
            let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image(), options).result
            #expect(result.outcome == .upgraded, "\(check): \(String(describing: result.error))")
        }
    }

    @Test func aCheckThatNeverFinishes() async throws {
        var options = UpgradeOptions()
        options.check = Array("while true do tmr.wdclr() end".utf8)
        options.checkTimeout = .seconds(2)
        options.limits.reboot = .seconds(15)
        var bench = try UpgradeBench()
        bench.board.timing = ConsoleTiming()
        let (result, _) = try await fail(bench, options)
        #expect(result.outcome != .upgraded)
    }

    @Test("a check that passes", arguments: ["true", "1==1", "return true", "local x=node.heap() return x>0"])
    func checkPasses(_ check: String) async throws {
        var options = UpgradeOptions()
        options.check = Array(check.utf8)
        let bench = try UpgradeBench()
        let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image(), options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
    }

    @Test func aLongCheckGoesInPieces() async throws {
        var options = UpgradeOptions()
        options.check =
            Array("local t={} \n".utf8) + (1...60).flatMap { Array("t[\($0)]=\"value \($0) \\\"\\\\\"\n".utf8) }
        options.check?.append(contentsOf: "return #t==60 and t[60]==\"value 60 \\\"\\\\\"".utf8)
        for lua in LuaRelease.allCases {
            let bench = try UpgradeBench(lua: lua)
            let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image(), options).result
            #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        }
    }

    @Test("a reset in the middle of the transfer", arguments: ["reset@chunk:20", "power-cut@flash-op:40"])
    func reset(_ fault: String) async throws {
        var bench = try UpgradeBench()
        try bench.faults(fault)
        let (result, board) = try await fail(bench)
        #expect(result.outcome == .failed)
        #expect(result.error?.code == .transferFailed)
        #expect(result.error?.board?.nextReset == .starts(.init(slot: "ota_0", version: "1.0.0")))
        try await expectOldFirmware(board)
        #expect(await board.counters.completeCalls == 0)
    }

    @Test func anUnpluggedBoard() async throws {
        var bench = try UpgradeBench()
        try bench.faults("unplug@20")
        let (result, board) = try await fail(bench)
        #expect(result.error?.code == .linkLost)
        await board.run(for: .seconds(10))
        try await expectOldFirmware(board)
    }

    @Test(
        "lost or damaged lines are detected and sent again",
        arguments: [
            "drop-byte@9000", "flip-bit@9001", "double-byte@9100", "drop-reply@12", "stall@5:4s",
            "drop-byte@7000,drop-byte@8000,flip-bit@9000,drop-reply@30",
        ],
        FirmwareLine.allCases
    )
    func repaired(_ fault: String, _ line: FirmwareLine) async throws {
        var bench = try UpgradeBench(line)
        try bench.faults(fault)
        let board = try bench.powered()
        let image = try bench.image()
        let result = await UpgradeBench.upgrade(board, to: image).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(await board.counters.bytesWritten == image.size, "each byte is written once")
    }

    @Test func cancellingFreesThePortForTheNextUpgrade() async throws {
        let bench = try UpgradeBench()
        let board = try bench.powered()
        let image = try bench.image()
        let task = Task { () -> UpgradeResult in
            let session = UpgradeSession(connector: board, image: image) { event in
                if case .progress(let progress) = event, progress.bytes > 5000 {
                    withUnsafeCurrentTask { $0?.cancel() }
                }
            }
            return await session.run()
        }
        let result = await task.value
        #expect(result.error?.code == .interrupted)
        #expect(result.error?.board?.nextReset == .starts(.init(slot: "ota_0", version: "1.0.0")))
        #expect(await board.promptIsUsable)
        let again = await UpgradeBench.upgrade(board, to: image).result
        #expect(again.outcome == .upgraded, "\(String(describing: again.error))")
    }

    @Test func acceptAndRollbackAreReadBack() async throws {
        let bench = try UpgradeBench()
        let board = try bench.powered()
        var options = UpgradeOptions()
        options.accepts = false
        _ = await UpgradeBench.upgrade(board, to: try bench.image(), options)
        let accepted = try await BoardConnection.withBoard(board) { board async throws(UpgradeError) in
            try await board.accept()
        }
        #expect(accepted.status?.runningSlot?.state == .valid)
        let back = try await BoardConnection.withBoard(board) { board async throws(UpgradeError) in
            try await board.rollBack()
        }
        #expect(back.status?.running == "ota_0")
        #expect(back.status?["ota_1"]?.state == .invalid)
        await #expect(throws: UpgradeError.self) {
            _ = try await BoardConnection.withBoard(board) { board async throws(UpgradeError) in
                try await board.rollBack()
            }
        }
        try await expectOldFirmware(board)
    }
}
