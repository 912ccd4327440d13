package import ESPImage
package import MockBoard
package import OTAUpgrade

/// One run of a campaign: a board, an image, the upgrade options, and the faults.
package struct Scenario: Sendable {
    /// The options that select the scenario on the command line.
    package var name: String
    /// The board, without faults.
    package var board: BoardConfiguration
    /// The board's chip.
    package var chip: Chip
    /// The image that the board is upgraded to.
    package var image: AppImage
    /// How to upgrade it.
    package var options: UpgradeOptions
    /// The faults of the board.
    package var faults: FaultSchedule
    /// The fault of the host.
    package var hostFault: HostFault?

    /// The image that runs before the upgrade.
    package var oldImage: [UInt8] { board.firmware }
}

extension Scenario: CustomStringConvertible {
    /// The scenario on one line.
    package var description: String {
        var words = [
            board.line.rawValue, "Lua \(board.lua.rawValue)", board.console.rawValue, chip.rawValue,
            "slots: " + board.partitions.partitions.filter { $0.type == .app }.map(\.name).joined(separator: " "),
            "rollback: bootloader \(Self.word(board.bootloaderRollsBack)), firmware \(Self.word(board.applicationRollsBack))",
            board.timing.isInstant ? "no costs" : "latency \(board.timing.hostLatency)",
            "image \(image.descriptor?.version ?? "?") of \(image.size) bytes for \(image.chip.rawValue)",
        ]
        if board.highestBaud != .max { words.append("cable up to \(board.highestBaud) baud") }
        if let initLua = board.initLua { words.append("init.lua: " + String(decoding: initLua, as: UTF8.self)) }
        if let check = options.check { words.append("check: " + String(decoding: check, as: UTF8.self)) }
        if let method = options.method { words.append("method \(method)") }
        if let window = options.window { words.append("window \(window)") }
        if !options.compresses { words.append("not compressed") }
        if !options.accepts { words.append("not to be accepted") }
        if options.requiresRollback { words.append("rollback required") }
        if !faults.faults.isEmpty { words.append("faults: \(faults)") }
        if let hostFault { words.append("host: \(hostFault)") }
        return words.joined(separator: "; ")
    }

    private static func word(_ isOn: Bool) -> String { isOn ? "on" : "off" }
}
