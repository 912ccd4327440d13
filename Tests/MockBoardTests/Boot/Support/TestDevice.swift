import ESPImage

@testable import ESPDevice

/// A board's persistent part with its output and operations, and one call for each step of an upgrade.
final class TestDevice: DeviceObserver {
    let core: DeviceCore
    private(set) var log: [ESPLogLine] = []
    private(set) var operations: [FlashOperation] = []
    private(set) var verifiedBytes = 0
    var verdict: (FlashOperation) -> FlashVerdict = { _ in .perform }
    private(set) var report: BootReport!

    init(
        _ configuration: DeviceConfiguration = DeviceConfiguration(),
        table: PartitionTable = .nodeMCUDocumentation,
        flashSize: Int = 0x40_0000,
        firmware: [UInt8]? = nil,
        efuses: EFuses = EFuses(),
        faults: any DeviceFaults = NoDeviceFaults()
    ) {
        let firmware = firmware ?? SampleImage(chip: configuration.chip, version: "1.0.0").bytes
        let factory = FactoryFlash(chip: configuration.chip, size: flashSize, table: table, firmware: firmware)
        core = DeviceCore(configuration, flash: try! factory.chipInMemory(), efuses: efuses, faults: faults)
        core.observer = self
    }

    /// A board whose bootloader and firmware were both built with rollback, or both without.
    convenience init(
        rollback: Bool,
        table: PartitionTable = .nodeMCUDocumentation,
        flashSize: Int = 0x40_0000,
        firmware: [UInt8]? = nil,
        release: IDFRelease = .v5_1_3,
        faults: any DeviceFaults = NoDeviceFaults()
    ) {
        let configuration = DeviceConfiguration(
            release: release,
            bootloader: BootloaderSettings(rollback: rollback),
            application: ApplicationSettings(rollback: rollback)
        )
        self.init(configuration, table: table, flashSize: flashSize, firmware: firmware, faults: faults)
    }

    // MARK: Steps

    @discardableResult
    func boot(_ reason: ResetReason = .powerOn) -> BootReport {
        report = core.boot(reason)
        return report
    }

    /// Boots again as long as the board resets.
    @discardableResult
    func bootUntilStable(_ reason: ResetReason = .powerOn, limit: Int = 5) -> BootReport {
        var reason = reason
        for _ in 0..<limit {
            boot(reason)
            guard case .resets(let next) = report.outcome else { return report }
            reason = next
        }
        return report
    }

    var otaupgrade: OTAUpgradeModule { report.firmware!.otaupgrade }

    /// Writes an image and completes; the board is not restarted.
    @discardableResult
    func upgrade(to image: [UInt8], chunk: Int = 200) throws(PowerLoss) -> LuaOutcome {
        guard case .returns = try otaupgrade.commence() else { return .raises("commence") }
        var rest = image[...]
        while !rest.isEmpty {
            guard case .returns = try otaupgrade.write(rest.prefix(chunk)) else { return .raises("write") }
            rest = rest.dropFirst(chunk)
        }
        return try otaupgrade.complete(.absent)
    }

    func takeLog() -> [ESPLogLine] {
        defer { log = [] }
        return log
    }

    // MARK: State of the flash

    var running: String? { report.firmware?.partition.name }

    /// The OTA records in the reference's format: `[1 VALID] [ ]`.
    var records: String {
        let partition = DevicePartitions(in: core.flash).otaData!
        return OTARecords(in: partition, of: core.flash).entries.map { entry in
            guard entry.sequence != .max else { return "[ ]" }
            let damage = entry.crc == OTARecords.crc(of: entry.sequence) ? "" : " TORN"
            let words: [OTAImageState: String] = [
                .new: "NEW", .pendingVerify: "PENDING", .valid: "VALID", .invalid: "INVALID", .aborted: "ABORTED",
                .undefined: "UNDEF",
            ]
            return "[\(entry.sequence) \(words[entry.state]!)\(damage)]"
        }.joined(separator: " ")
    }

    // MARK: DeviceObserver

    func flashWillPerform(_ operation: FlashOperation) -> FlashVerdict { verdict(operation) }
    func flashDidPerform(_ operation: FlashOperation) { operations.append(operation) }
    func deviceLogs(_ line: ESPLogLine) { log.append(line) }
    func deviceVerified(bytes: Int) { verifiedBytes += bytes }
}

extension PartitionTable {
    /// A table of application partitions of 128 KiB each, with OTA data: `ota_0`, `factory`, `test`.
    static func of(_ names: [String], otaDataSize: Int? = 0x2000) -> PartitionTable {
        var partitions = [Partition(name: "nvs", type: .data, subtype: 0x02, offset: 0x9000, size: 0x5000)]
        if let otaDataSize {
            partitions.append(
                Partition(name: "otadata", type: .data, subtype: 0x00, offset: 0xE000, size: otaDataSize)
            )
        }
        for (index, name) in names.enumerated() {
            let subtype: UInt8 =
                switch name {
                case "factory": 0x00
                case "test": 0x20
                default: 0x10 + UInt8(name.split(separator: "_").last!)!
                }
            let offset = 0x1_0000 + index * 0x2_0000
            partitions.append(Partition(name: name, type: .app, subtype: subtype, offset: offset, size: 0x2_0000))
        }
        return PartitionTable(partitions)
    }
}
