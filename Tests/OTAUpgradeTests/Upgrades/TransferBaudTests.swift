import ESPDevice
import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

@Suite struct TransferBaudTests {
    @Test("the transfer at another rate", arguments: [FirmwareLine.idf3, .idf4, .idf5], [230_400, 921_600])
    func anotherRate(_ line: FirmwareLine, _ baud: Int) async throws {
        var bench = try UpgradeBench(line)
        bench.board.timing = ConsoleTiming()
        let board = try bench.powered()
        var options = UpgradeOptions()
        options.transferBaud = .rate(baud)
        let image = try bench.image()
        let result = await UpgradeBench.upgrade(board, to: image, options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.transfer?.lineRate == Double(baud) / 10)
        #expect(result.warnings.isEmpty)
        #expect(await board.promptIsUsable)
        #expect(await board.counters.bytesWritten == image.size)
    }

    @Test("an unreliable rate is given up on both sides", arguments: [FirmwareLine.idf3, .idf4, .idf5])
    func doesNotHold(_ line: FirmwareLine) async throws {
        var bench = try UpgradeBench(line)
        bench.board.timing = ConsoleTiming()
        bench.board.highestBaud = 500_000
        let board = try bench.powered()
        var options = UpgradeOptions()
        options.transferBaud = .rate(921_600)
        let result = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.transfer?.lineRate == 11_520)
        #expect(result.warnings == [.baudDidNotHold(921_600)])
    }

    @Test(
        "a faster rate is chosen automatically, and nothing is lost",
        arguments: [FirmwareLine.idf3, .idf4, .idf5]
    )
    func automatic(_ line: FirmwareLine) async throws {
        var bench = try UpgradeBench(line)
        bench.board.timing = ConsoleTiming()
        let board = try bench.powered()
        let result = await UpgradeBench.upgrade(board, to: try bench.image(size: 0x10000)).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.transfer?.lineRate == 23_040)
        #expect(result.transfer?.retries == 0)
        #expect(await board.promptIsUsable)
    }

    @Test(
        "a plain image loses no byte at the chosen rate, whenever the host writes and however fast the processor is",
        arguments: [FirmwareLine.idf3, .idf4, .idf5],
        [0.8, 1, 1.3]
    )
    func plainLosesNothing(_ line: FirmwareLine, _ processor: Double) async throws {
        var bench = try UpgradeBench(line)
        var timing = ConsoleTiming()
        timing.hostJitter = .milliseconds(1)
        timing.consoleTaskPerByte = timing.consoleTaskPerByte * processor
        timing.luaTaskPerByte = timing.luaTaskPerByte * processor
        timing.perLine = timing.perLine * processor
        timing.perInstruction = timing.perInstruction * processor
        bench.board.timing = timing
        var options = UpgradeOptions()
        options.compresses = false
        let board = try bench.powered()
        let result = await UpgradeBench.upgrade(board, to: try bench.image(size: 0x10000), options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.transfer?.lineRate == 23_040)
        #expect(result.transfer?.retries == 0)
        #expect(await board.counters.bytesLost == 0)
    }

    @Test(
        "a transfer at 921600 baud is at least 1.4 times as fast as a plain one at 115200",
        arguments: [FirmwareLine.idf3, .idf4, .idf5]
    )
    func atLeastAsGood(_ line: FirmwareLine) async throws {
        var bench = try UpgradeBench(line)
        bench.board.timing = ConsoleTiming()
        var (plain, quick) = (UpgradeOptions(), UpgradeOptions())
        (plain.compresses, plain.transferBaud, quick.transferBaud) = (false, .unchanged, .rate(921_600))
        let image = try bench.image(size: 0x20000)
        let reports = [
            await UpgradeBench.upgrade(try bench.powered(), to: image, plain).result.transfer,
            await UpgradeBench.upgrade(try bench.powered(), to: image, quick).result.transfer,
        ]
        let rates = try reports.map { try #require($0).bytesPerSecond }
        #expect(rates[1] >= 1.4 * rates[0])
    }

    @Test func anUnreliableFasterRateIsLeftOut() async throws {
        var bench = try UpgradeBench()
        bench.board.timing = ConsoleTiming()
        bench.board.highestBaud = 120_000
        let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image()).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.transfer?.lineRate == 11_520)
        #expect(result.warnings == [.baudDidNotHold(230_400)])
    }

    @Test(
        "the host waits for a board that keeps a rate after the test's answer got lost",
        arguments: [FirmwareLine.idf3, .idf4, .idf5]
    )
    func proofIsLost(_ line: FirmwareLine) async throws {
        var bench = try UpgradeBench(line)
        bench.board.timing = ConsoleTiming()
        let board = try bench.powered()
        let deaf = TroubledConnector(board: board, trouble: .goesDeaf(after: "\"otaflash.watch(12)\","))
        var options = UpgradeOptions()
        options.method = .frames
        let result = await UpgradeBench.upgrade(deaf, to: try bench.image(), options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.transfer?.lineRate == 11_520)
        #expect(result.warnings.contains(.baudDidNotHold(230_400)))
        #expect(await board.promptIsUsable)
    }

    @Test(
        "a rate that cannot change, or is already fast, stays",
        arguments: [
            (.console, .uart, .esp32, 115_200), (.idf5, .usbSerialJTAG, .esp32c3, 115_200),
            (.idf5, .uart, .esp32, 460_800),
        ]
            as [(FirmwareLine, ConsoleInterface, Chip, Int)]
    )
    func stays(_ line: FirmwareLine, _ console: ConsoleInterface, _ chip: Chip, _ baud: Int) async throws {
        var bench = try UpgradeBench(line, console: console, chip: chip)
        (bench.board.baud, bench.board.boot.baud) = (baud, baud)
        let result = await UpgradeBench.upgrade(try bench.powered(), to: try bench.image()).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.transfer?.lineRate == (console == .uart ? Double(baud) / 10 : nil))
        #expect(!result.warnings.contains { if case .baudDidNotHold = $0 { true } else { false } })
    }

    @Test(
        "a console whose rate cannot be changed",
        arguments: [(.console, .uart, .esp32), (.idf5, .usbSerialJTAG, .esp32c3)]
            as [(FirmwareLine, ConsoleInterface, Chip)]
    )
    func refused(_ line: FirmwareLine, _ console: ConsoleInterface, _ chip: Chip) async throws {
        let bench = try UpgradeBench(line, console: console, chip: chip)
        let board = try bench.powered()
        var options = UpgradeOptions()
        options.transferBaud = .rate(921_600)
        let result = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
        #expect(result.error?.code == .boardRefuses)
        #expect(await board.counters.commenceCalls == 0)
    }
}
