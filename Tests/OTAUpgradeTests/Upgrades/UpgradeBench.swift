import ESPDevice
import ESPImage
import LuaREPL
import MockBoard
import Synchronization
import Testing
import TransportCore

@testable import OTAUpgrade

/// A simulated board and images for it, for upgrades in tests.
struct UpgradeBench {
    var board: BoardConfiguration
    let chip: Chip

    /// A board with version 1.0.0 in its first slot, on a console without delays.
    init(
        _ line: FirmwareLine = .idf5,
        lua: LuaRelease? = nil,
        console: ConsoleInterface = .uart,
        chip: Chip = .esp32,
        rollback: Bool = true,
        size: Int = 0x4000
    ) throws {
        self.chip = chip
        board = BoardConfiguration(firmware: try AppImageBuilder(chip: chip, version: "1.0.0", size: size).build())
        board.line = line
        board.lua = lua ?? line.luaReleases[line.luaReleases.count - 1]
        board.console = console
        board.chip = try #require(ChipModel(chip))
        board.timing = .instant
        board.bootloaderRollsBack = rollback
        board.applicationRollsBack = rollback
    }

    mutating func faults(_ text: String) throws {
        board.faults = try FaultSchedule(parsing: text)
    }

    func image(_ version: String = "2.0.0", size: Int = 0x4000, seed: UInt64 = 7) throws -> AppImage {
        try AppImage(AppImageBuilder(chip: chip, version: version, size: size, seed: seed).build())
    }

    func powered() throws -> SimulatedBoard {
        try SimulatedBoard(board)
    }

    static func upgrade(
        _ board: any TransportConnector,
        to image: AppImage,
        _ options: UpgradeOptions = UpgradeOptions()
    ) async -> (result: UpgradeResult, events: [UpgradeEvent]) {
        let events = EventLog()
        var generator = FixedGenerator()
        let session = UpgradeSession(connector: board, image: image, options: options) { events.add($0) }
        let result = await session.run(token: DialogueToken(using: &generator))
        return (result, events.all)
    }
}

/// Collects the events of a session.
final class EventLog: Sendable {
    private let events = Mutex<[UpgradeEvent]>([])

    func add(_ event: UpgradeEvent) {
        events.withLock { $0.append(event) }
    }

    var all: [UpgradeEvent] {
        events.withLock { $0 }
    }
}

/// Random numbers that are always the same.
struct FixedGenerator: RandomNumberGenerator {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}
