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
        options.transferBaud = baud
        let image = try bench.image()
        let result = await UpgradeBench.upgrade(board, to: image, options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.transfer?.lineRate == Double(baud) / 10)
        #expect(result.warnings == [.resetOnOpen])
        #expect(await board.promptIsUsable)
        #expect(await board.counters.bytesWritten == image.size)
    }

    @Test("a rate that does not hold is given up on both sides", arguments: [FirmwareLine.idf3, .idf4, .idf5])
    func doesNotHold(_ line: FirmwareLine) async throws {
        var bench = try UpgradeBench(line)
        bench.board.timing = ConsoleTiming()
        bench.board.highestBaud = 500_000
        let board = try bench.powered()
        var options = UpgradeOptions()
        options.transferBaud = 921_600
        let result = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.transfer?.lineRate == 11_520)
        #expect(result.warnings == [.resetOnOpen, .baudDidNotHold(921_600)])
    }

    @Test(
        "a console whose rate cannot be changed",
        arguments: [(.console, .uart, .esp32), (.idf5, .usbSerialJTAG, .esp32c3)]
            as [(FirmwareLine, MockBoard.ConsoleKind, Chip)]
    )
    func refused(_ line: FirmwareLine, _ console: MockBoard.ConsoleKind, _ chip: Chip) async throws {
        let bench = try UpgradeBench(line, console: console, chip: chip)
        let board = try bench.powered()
        var options = UpgradeOptions()
        options.transferBaud = 921_600
        let result = await UpgradeBench.upgrade(board, to: try bench.image(), options).result
        #expect(result.error?.code == .boardRefuses)
        #expect(await board.counters.commenceCalls == 0)
    }
}
