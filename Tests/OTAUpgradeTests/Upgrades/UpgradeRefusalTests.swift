import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// Boards and images that are refused before anything is erased.
@Suite struct UpgradeRefusalTests {
    private func refuse(
        _ bench: UpgradeBench,
        image: AppImage? = nil,
        options: UpgradeOptions = UpgradeOptions(),
        before: (SimulatedBoard) async throws -> Void = { _ in },
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> UpgradeError {
        let board = try bench.powered()
        try await before(board)
        let erased = await board.counters.commenceCalls
        let result = await UpgradeBench.upgrade(board, to: try image ?? bench.image(), options).result
        #expect(result.outcome == .failed, sourceLocation: sourceLocation)
        #expect(await board.counters.commenceCalls == erased, "something was erased", sourceLocation: sourceLocation)
        let error = try #require(result.error, sourceLocation: sourceLocation)
        #expect(!error.message.isEmpty && !error.nextStep.isEmpty, sourceLocation: sourceLocation)
        return error
    }

    // MARK: Boards

    @Test func aBoardWithoutSlots() async throws {
        var bench = try UpgradeBench()
        bench.board.partitions = .nodeMCUStock
        let error = try await refuse(bench)
        #expect(error.code == .boardRefuses)
        #expect(error.board?.running?.slot == "factory")
    }

    @Test func aBoardWithOneSlot() async throws {
        var bench = try UpgradeBench()
        bench.board.partitions = try PartitionTable(
            csv: "otadata,data,ota,0xe000,0x2000\nota_0,app,ota_0,0x10000,0x130000\n"
        )
        #expect(try await refuse(bench).code == .boardRefuses)
    }

    @Test func firmwareOnTrial() async throws {
        let bench = try UpgradeBench()
        let error = try await refuse(bench, image: try bench.image("3.0.0")) { board in
            var options = UpgradeOptions()
            options.accepts = false
            let first = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
            #expect(first.after?.runningSlot?.state == .pendingVerify)
        }
        #expect(error.code == .boardRefuses)
        #expect(error.board?.nextReset == .revertsTo(.init(slot: "ota_0", version: "1.0.0")))
    }

    @Test func firmwareWithoutTheModule() async throws {
        var bench = try UpgradeBench()
        bench.board.hasOTAUpgrade = false
        #expect(try await refuse(bench).code == .noOTAUpgrade)
    }

    @Test func aConsoleThatTakesNoInput() async throws {
        var bench = try UpgradeBench()
        try bench.faults("deaf")
        #expect(try await refuse(bench).code == .noPrompt)
    }

    @Test func anApplicationThatHasTakenTheConsole() async throws {
        var bench = try UpgradeBench()
        bench.board.initLua = Array("uart.on(\"data\",0,function() end,0)".utf8)
        let error = try await refuse(bench)
        #expect(error.code == .noPrompt)
    }

    @Test func firmwareAtAnotherRate() async throws {
        var bench = try UpgradeBench()
        bench.board.initLua = Array("uart.setup(0,9600,8,0,1,1)".utf8)
        let error = try await refuse(bench)
        #expect(error.code == .noPrompt)
        #expect(error.remedies == [.useLineRate(9600)])
    }

    @Test func anInitLuaThatCrashes() async throws {
        var bench = try UpgradeBench()
        bench.board.initLua = Array("while true do end".utf8)
        let error = try await refuse(bench)
        #expect(error.code == .noPrompt)
        #expect(error.message.contains("again and again"))
    }

    @Test func anInitLuaThatPrintsAllTheTimeIsNoObstacle() async throws {
        var bench = try UpgradeBench()
        bench.board.initLua = Array(
            "tmr.create():alarm(20,tmr.ALARM_AUTO,function() print(\"> noise\") uart.write(0,\"~x\") end)".utf8
        )
        let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image()).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
    }

    @Test func logNoiseIsNoObstacle() async throws {
        for line in FirmwareLine.allCases {
            var bench = try UpgradeBench(line)
            try bench.faults("noise:5ms")
            let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image()).result
            #expect(result.outcome == .upgraded, "\(line) \(String(describing: result.error))")
        }
    }

    @Test func anInitLuaWithAnErrorIsNoObstacle() async throws {
        var bench = try UpgradeBench()
        bench.board.initLua = Array("error(\"boom\")".utf8)
        let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image()).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
    }

    @Test func anApplicationsOwnPromptIsNoObstacleAndIsRestored() async throws {
        var bench = try UpgradeBench()
        bench.board.initLua = Array("_PROMPT=\"lab$ \" _PROMPT2=\"\"".utf8)
        let board = try bench.powered()
        let answer = try await BoardConnection.withBoard(board) { board async throws(UpgradeError) in
            try await board.execute(Array("1+1".utf8), timeout: .seconds(1))
        }
        #expect(answer[0] == .number("2"))
        let transport = try await board.connect()
        try await transport.write([0x0A], until: transport.deadline(after: .seconds(1)))
        let said = try await transport.read(until: transport.deadline(after: .seconds(1)))
        #expect(String(decoding: said, as: UTF8.self).hasSuffix("lab$ "))
    }

    // MARK: Images

    @Test func anotherChipsImage() async throws {
        let bench = try UpgradeBench()
        let image = try AppImage(AppImageBuilder(chip: .esp32c3, version: "2.0.0", size: 0x4000).build())
        let error = try await refuse(bench, image: image)
        #expect(error.code == .wrongChip)
        #expect(error.message.contains("ESP32-C3"))
    }

    @Test func anotherChipsImageOnFirmwareThatCannotNameItsChip() async throws {
        let bench = try UpgradeBench(.idf4, lua: .lua53, chip: .esp32c3)
        let image = try AppImage(AppImageBuilder(chip: .esp32, version: "2.0.0", size: 0x4000).build())
        #expect(try await refuse(bench, image: image).code == .wrongChip)
    }

    @Test func anImageLargerThanItsSlot() async throws {
        var bench = try UpgradeBench()
        bench.board.partitions = try PartitionTable(
            csv: """
                otadata,data,ota,0xe000,0x2000
                ota_0,app,ota_0,0x10000,0x20000
                ota_1,app,ota_1,0x30000,0x20000
                """
        )
        let error = try await refuse(bench, image: try bench.image(size: 0x20010))
        #expect(error.code == .imageTooBig)
        #expect(error.message.contains("16 bytes too big"))
        let fits = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image(size: 0x20000)).result
        #expect(fits.outcome == .upgraded, "\(String(describing: fits.error))")
    }

    @Test func anOlderImage() async throws {
        let bench = try UpgradeBench()
        #expect(try await refuse(bench, image: try bench.image("0.9.0")).code == .downgradeRefused)
    }

    @Test func aBoardWithoutRequiredRollback() async throws {
        let bench = try UpgradeBench(rollback: false)
        let board = try bench.powered()
        var options = UpgradeOptions()
        options.requiresRollback = true
        let result = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
        #expect(result.outcome == .failed)
        #expect(result.error?.code == .boardRefuses)
        #expect(result.after?.running == "ota_0")
        #expect(result.error?.board?.nextReset == .starts(.init(slot: "ota_0", version: "1.0.0")))
    }

    @Test func aDryRunChangesNothing() async throws {
        let bench = try UpgradeBench()
        let board = try bench.powered()
        let flash = await board.flash
        var options = UpgradeOptions()
        options.isDryRun = true
        let result = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
        #expect(result.outcome == .planned)
        #expect(result.plan?.to == "ota_1")
        #expect(await board.flash.count == flash.count)
        #expect(await board.content(of: bench.board.partitions["ota_1"]!).allSatisfy { $0 == 0xFF })
        #expect(await board.counters.resets == 1)
    }
}
