import ESPImage
import MockBoard
import OTAUpgrade

/// Draws a board with realistic timing, and a transfer to it.
struct HostDeathDraw {
    var chance: SplitMix64

    mutating func scenario(named name: String) throws -> Scenario {
        let line = chance.one(of: FirmwareLine.allCases)
        var board = BoardConfiguration(
            firmware: try AppImageBuilder(chip: .esp32, version: "1.0.0", size: 0x1000, seed: 1).build()
        )
        board.line = line
        board.lua = chance.one(of: line.luaReleases)
        board.partitions = try .small(slots: 2, hasFactory: false, slotSize: 0x1_0000)
        board.flashSize = 0x10_0000
        (board.bootloaderRollsBack, board.applicationRollsBack) = (true, true)
        board.timing.hostLatency = .milliseconds(chance.one(of: [1, 16]))
        board.timing.hostJitter = .milliseconds(1)
        var options = UpgradeOptions()
        options.mayRestartFirst = false
        options.method = chance.one(of: TransferMethod.allCases)
        options.transferBaud = line == .console ? .unchanged : chance.one(of: [.unchanged, .rate(230_400)])
        options.compresses = chance.one(of: [false, true])
        options.prefersCompression = options.compresses
        let size = options.compresses ? 0x6000 : 0x3000
        let faults: [Fault] = chance.one(of: [[], [.lostAlarm(percent: 50)]])
        return Scenario(
            name: name,
            board: board,
            chip: .esp32,
            image: try AppImage(AppImageBuilder(chip: .esp32, version: "2.0.0", size: size, seed: 2).build()),
            options: options,
            faults: FaultSchedule(faults, seed: UInt64(chance.number(below: 1 << 20)) + 2),
            hostFault: nil
        )
    }

    mutating func place(in writes: ClosedRange<Int>) -> Int {
        writes.lowerBound + chance.number(below: writes.count)
    }
}
