import ESPDevice
import ESPImage
import LuaREPL
import MockBoard
import TransportCore

@testable import OTAUpgrade

/// A board in a state that otaflash describes, in simulated time, and an upgrade for it.
struct BoardSituation: Sendable, CustomStringConvertible {
    typealias Change = @Sendable (inout BoardConfiguration) throws -> Void
    typealias Preparation = @Sendable (SimulatedBoard) async throws -> Void

    /// The name of the situation.
    var description: String
    var configure: Change = { _ in }
    /// What has happened to the board.
    var prepare: Preparation = { _ in }
    /// The image of the upgrade.
    var image: @Sendable () throws -> AppImage = { try BoardSituation.image("9.0.0") }
    var options = UpgradeOptions()

    init(
        _ description: String,
        configure: @escaping Change = { _ in },
        prepare: @escaping Preparation = { _ in },
        image: @escaping @Sendable () throws -> AppImage = { try BoardSituation.image("9.0.0") },
        options change: (inout UpgradeOptions) -> Void = { _ in }
    ) {
        (self.description, self.configure, self.prepare, self.image) = (description, configure, prepare, image)
        change(&options)
    }

    /// Makes a new board; the same each time.
    func board() async throws -> SimulatedBoard {
        var configuration = BoardConfiguration(firmware: try Self.bytes("1.0.0"))
        configuration.timing = .instant
        (configuration.bootloaderRollsBack, configuration.applicationRollsBack) = (true, true)
        try configure(&configuration)
        let board = try SimulatedBoard(configuration)
        await board.run(for: .seconds(5))
        try await prepare(board)
        await board.heal()
        // A newly opened port shows no earlier output.
        let transport = try await board.connect()
        while try await !transport.read(until: transport.now).isEmpty {}
        await transport.close()
        return board
    }

    // MARK: Actions on boards

    static func image(_ version: String, chip: Chip = .esp32, size: Int = 0x1000) throws -> AppImage {
        try AppImage(bytes(version, chip: chip, size: size))
    }

    static func bytes(_ version: String, chip: Chip = .esp32, size: Int = 0x1000) throws -> [UInt8] {
        try AppImageBuilder(chip: chip, version: version, size: size, seed: 7).build()
    }

    @discardableResult
    static func upgrade(
        _ board: SimulatedBoard,
        to image: AppImage,
        _ options: UpgradeOptions = UpgradeOptions(),
        report: @escaping @Sendable (UpgradeEvent) -> Void = { _ in }
    ) async -> UpgradeResult {
        // An interrupted run must not cancel the test.
        await Task { await UpgradeSession(connector: board, image: image, options: options, report: report).run() }
            .value
    }

    /// Installs a version without accepting it.
    static func onTrial(_ version: String) -> Preparation {
        { board in
            var options = UpgradeOptions()
            options.accepts = false
            await upgrade(board, to: try image(version), options)
        }
    }

    /// Interrupts an upgrade to a version when an event comes.
    static func interrupted(_ version: String, at isMoment: @escaping @Sendable (UpgradeEvent) -> Bool) -> Preparation {
        { board in
            await upgrade(board, to: try image(version)) { event in
                if isMoment(event) { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
    }

    static func upgraded(_ versions: String...) -> Preparation {
        { board in
            for version in versions { await upgrade(board, to: try image(version)) }
        }
    }

    /// Runs several preparations in order.
    static func first(_ preparations: Preparation...) -> Preparation {
        { board in
            for preparation in preparations { try await preparation(board) }
        }
    }

    static let reset: Preparation = { board in
        await board.reset(.powerOn)
        await board.run(for: .seconds(5))
    }

    static let rolledBack: Preparation = { board in
        _ = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
            try await connection.rollBack()
        }
    }

    static func table(_ rows: String) -> Change {
        { $0.partitions = try PartitionTable(csv: rows) }
    }
}
