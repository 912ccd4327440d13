import ESPDevice
import ESPImage
import MockBoard
import OTAUpgrade

/// Draws a scenario: a seed gives the same scenario on every machine.
struct ScenarioDraw {
    private var chance: SplitMix64

    init(_ chance: SplitMix64) {
        self.chance = chance
    }

    /// A board, an image and options, without faults.
    mutating func scenario(named name: String) throws -> Scenario {
        let line = one(of: FirmwareLine.allCases)
        let console = one(of: line.consoles)
        let chip = one(of: Self.chips(of: console, on: line))
        let slots = one(of: [2, 2, 2, 3])
        // Small slots: the campaign tries every fault, not every size.
        let table = try PartitionTable.small(slots: slots, hasFactory: happens(1, in: 4), slotSize: 0x2_0000)
        let oldSize = size()
        var board = BoardConfiguration(
            firmware: try AppImageBuilder(chip: chip, version: "1.0.0", size: oldSize, seed: 1).build()
        )
        board.line = line
        board.lua = one(of: line.luaReleases)
        board.console = console
        if let model = ChipModel(chip) { board.chip = model }
        board.partitions = table
        board.flashSize = 0x10_0000
        rollback(of: &board)
        board.timing = timing()
        board.highestBaud = happens(1, in: 6) ? 115_200 : .max
        board.initLua = one(of: Self.initScripts)
        let image = try image(for: chip, slot: table.otaSlots[0].size, board: board)
        return Scenario(
            name: name,
            board: board,
            chip: chip,
            image: image,
            options: options(),
            faults: .none,
            hostFault: nil
        )
    }

    /// Faults at places that a run without faults reaches.
    mutating func faults(within extent: Extent) -> (board: FaultSchedule, host: HostFault?) {
        let count = [0, 1, 1, 1, 1, 2, 2, 3][number(below: 8)]
        let faults = (0..<count).map { _ in fault(within: extent) }
        let place = 1 + number(below: max(extent.writes, 1))
        let host: HostFault? =
            switch number(below: 12) {
            case 0: .dies(write: place)
            case 1: .interrupted(write: place)
            default: nil
            }
        return (FaultSchedule(faults, seed: UInt64(number(below: 1 << 20)) + 2), host)
    }

    private mutating func fault(within extent: Extent) -> Fault {
        let byte = 1 + number(below: max(extent.bytes, 1))
        let line = 1 + number(below: max(extent.lines, 1))
        let call = 1 + number(below: max(extent.calls, 1))
        let operation = 1 + number(below: max(extent.operations, 1))
        let time = Duration.milliseconds(1 + number(below: 8000))
        switch number(below: 21) {
        case 0, 1: return .dropByte(byte)
        case 2: return .doubleByte(byte)
        case 3, 4: return .flipBit(byte: byte, bit: nil)
        case 5: return .dropReply(call: call)
        case 6: return .stall(call: call, time)
        case 7, 8: return .powerCut(operation: operation, one(of: [.before, .after, .torn(bytes: nil)]))
        case 9: return .reset(.call(call))
        case 10: return .reset(.line(line))
        case 11: return .unplug(.call(call), time)
        case 12: return .unplug(.line(line), time)
        case 13: return .setBootFails
        case 14: return .imageNotBootable
        case 15: return .crashLoop
        case 16: return .noise(every: time)
        case 17: return .talking(every: time)
        // Five seconds would trigger the task watchdog.
        case 18: return .luaBusy(time / 2, percent: 25)
        case 19: return .lostAlarm(percent: 50)
        default: return .deaf(fromCall: happens(1, in: 3) ? nil : call)
        }
    }

    // MARK: Boards

    private static func chips(of console: ConsoleInterface, on line: FirmwareLine) -> [Chip] {
        switch (console, line) {
        case (.usbSerialJTAG, _): [.esp32c3, .esp32c6, .esp32h2, .esp32s3]
        case (.usbCDC, _): [.esp32s2, .esp32s3]
        case (.uart, .idf3): [.esp32]
        case (.uart, .idf4): [.esp32, .esp32c3, .esp32s2, .esp32s3]
        case (.uart, _): [.esp32, .esp32, .esp32c3, .esp32c6, .esp32s2, .esp32s3]
        }
    }

    private static let initScripts: [[UInt8]?] =
        [nil, nil, nil, nil]
        + [
            "print(\"hello\")",
            "error(\"no sensor\")",
            "tmr.create():alarm(900,tmr.ALARM_AUTO,function() print(\"tick\") end)",
        ].map { Array($0.utf8) }

    private mutating func rollback(of board: inout BoardConfiguration) {
        (board.bootloaderRollsBack, board.applicationRollsBack) =
            one(of: [
                (true, true), (true, true), (true, true), (false, false), (false, false), (true, false), (false, true),
            ])
    }

    private mutating func timing() -> ConsoleTiming {
        guard happens(1, in: 4) else { return .instant }
        var timing = ConsoleTiming()
        timing.hostLatency = .milliseconds(one(of: [1, 16]))
        return timing
    }

    // MARK: Upgrades

    private mutating func size() -> Int {
        0x1000 + 16 * number(below: 0x300)
    }

    private mutating func image(for chip: Chip, slot: Int, board: BoardConfiguration) throws -> AppImage {
        switch number(below: 40) {
        case 0: return try AppImage(AppImageBuilder(chip: other(than: chip), version: "2.0.0", size: size()).build())
        case 1: return try AppImage(AppImageBuilder(chip: chip, version: "2.0.0", size: slot + 0x1000).build())
        case 2: return try AppImage(AppImageBuilder(chip: chip, version: "0.9.0", size: size(), seed: 2).build())
        case 3: return try AppImage(board.firmware)
        case 4:
            return try AppImage(
                AppImageBuilder(chip: chip, version: "1.0.0", time: "05:06:07", size: size(), seed: 2).build()
            )
        default: return try AppImage(AppImageBuilder(chip: chip, version: "2.0.0", size: size(), seed: 3).build())
        }
    }

    private func other(than chip: Chip) -> Chip { chip == .esp32 ? .esp32c3 : .esp32 }

    private mutating func options() -> UpgradeOptions {
        var options = UpgradeOptions()
        options.allowsDowngrade = happens(1, in: 4)
        options.isForced = happens(1, in: 4)
        options.requiresRollback = happens(1, in: 10)
        options.accepts = !happens(1, in: 8)
        options.compresses = !happens(1, in: 4)
        // Most boards here have no time costs, so compression would never pay off.
        options.prefersCompression = options.compresses
        options.method = one(of: [nil, nil, .lines, .frames])
        options.window = one(of: [nil, nil, nil, 1, 4])
        options.transferBaud = one(of: [.automatic, .automatic, .unchanged])
        options.mayRestartFirst = !happens(1, in: 6)
        options.check = one(of: [nil, nil, nil, nil, "true", "node.heap()>0", "false", "error(\"broken\")"])
            .map { Array($0.utf8) }
        return options
    }

    // MARK: Chance

    private mutating func number(below limit: Int) -> Int { chance.number(below: limit) }

    private mutating func happens(_ count: Int, in all: Int) -> Bool { number(below: all) < count }

    private mutating func one<Element>(of elements: [Element]) -> Element { chance.one(of: elements) }
}
