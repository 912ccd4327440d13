import ESPDevice
import ESPImage
package import MockBoard
import OTAUpgrade

/// Tries one fault at every place of a complete upgrade, on several kinds of board, without randomness.
package struct Sweep: Sendable {
    /// The fault that is tried at every place.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The power fails before, during and after every flash operation, including those of the bootloader.
        case powerCuts = "power-cuts"
        /// The board resets at every line.
        case resets
        /// The console is unplugged at every line.
        case unpluggings
        /// The host dies at every write.
        case hostDeaths = "host-deaths"
        /// The user interrupts the run at every write.
        case interruptions
    }

    /// The names of the boards on the command line.
    package static let boards = [
        "idf5", "idf5-no-rollback", "idf5-factory", "idf5-three-slots", "idf5-bootloader-without-rollback",
        "idf5-check-fails", "idf4", "idf3", "console", "console-usb", "console-cdc",
    ]

    /// The board's name.
    package let board: String

    /// Makes a sweep; nothing runs yet.
    /// - Parameter board: one of `boards`.
    package init(board: String) {
        self.board = board
    }

    /// Every scenario of a kind.
    package func scenarios(_ kind: Kind) async throws -> [Scenario] {
        let base = try base()
        let extent = try await ScenarioRun.extent(of: base)
        return switch kind {
        case .powerCuts:
            (1...max(extent.operations, 1)).flatMap { operation in
                [PowerCut.before, .torn(bytes: nil), .after].map { with(.powerCut(operation: operation, $0), base) }
            }
        case .resets: (1...extent.lines).map { with(.reset(.line($0)), base) }
        case .unpluggings: (1...extent.lines).map { with(.unplug(.line($0), .seconds(2)), base) }
        case .hostDeaths: (1...extent.writes).map { with(.dies(write: $0), base) }
        case .interruptions: (1...extent.writes).map { with(.interrupted(write: $0), base) }
        }
    }

    /// One scenario with these faults.
    package func scenario(_ faults: FaultSchedule, _ hostFault: HostFault?) throws -> Scenario {
        var scenario = try base()
        (scenario.faults, scenario.hostFault) = (faults, hostFault)
        return scenario
    }

    private func with(_ fault: Fault, _ base: Scenario) -> Scenario {
        var scenario = base
        scenario.faults = FaultSchedule([fault])
        scenario.name += " --fault \(fault)"
        return scenario
    }

    private func with(_ fault: HostFault, _ base: Scenario) -> Scenario {
        var scenario = base
        scenario.hostFault = fault
        scenario.name += " --host-fault \(fault)"
        return scenario
    }

    private func base() throws -> Scenario {
        let chip: Chip = board.hasPrefix("console-") ? .esp32s3 : .esp32
        var configuration = BoardConfiguration(
            firmware: try AppImageBuilder(chip: chip, version: "1.0.0", size: 0x1000, seed: 1).build()
        )
        if let model = ChipModel(chip) { configuration.chip = model }
        configuration.line = FirmwareLine(rawValue: String(board.prefix { $0 != "-" })) ?? .idf5
        configuration.lua = configuration.line.luaReleases[configuration.line.luaReleases.count - 1]
        configuration.console =
            switch board {
            case "console-usb": .usbSerialJTAG
            case "console-cdc": .usbCDC
            default: .uart
            }
        configuration.timing = .instant
        configuration.flashSize = 0x10_0000
        configuration.bootloaderRollsBack = !board.hasSuffix("-no-rollback") && !board.hasSuffix("-without-rollback")
        configuration.applicationRollsBack = !board.hasSuffix("-no-rollback")
        configuration.partitions = try .small(
            slots: board.hasSuffix("-three-slots") ? 3 : 2,
            hasFactory: board.hasSuffix("-factory"),
            slotSize: 0x1_0000
        )
        var options = UpgradeOptions()
        options.check = Array((board.hasSuffix("-check-fails") ? "false" : "true").utf8)
        return Scenario(
            name: "sweep --board \(board)",
            board: configuration,
            chip: chip,
            image: try AppImage(AppImageBuilder(chip: chip, version: "2.0.0", size: 0x1000, seed: 2).build()),
            options: options,
            faults: .none,
            hostFault: nil
        )
    }
}
