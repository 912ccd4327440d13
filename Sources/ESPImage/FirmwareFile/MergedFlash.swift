/// Flash contents from some offset on: bootloader, partition table, applications.
///
/// The output of `esptool merge-bin` starts at offset 0 of the flash, or with `--target-offset` at the chip's bootloader.
struct MergedFlash {
    /// Whether a bootloader was found.
    var hasBootloader: Bool
    /// Whether a partition table was found.
    var hasTable: Bool
    /// The complete applications in it, in flash order; one is selected unless there are none.
    var apps: [ContainedApp]

    /// The application that the bootloader would start.
    var selected: ContainedApp? { apps.first(where: \.isSelected) }

    /// Recognises flash contents: by a partition table, or by a bootloader and an application in their places.
    ///
    /// A bootloader alone does not count.
    init?(_ bytes: [UInt8]) {
        let start = try? ImageStructure(bytes)
        guard start?.kind != .application else { return nil }
        hasBootloader = start != nil || [0x1000, 0x2000].contains { Self.holdsFirstImage(bytes, at: $0) }
        let found = Self.tableOffsets.lazy.filter { $0 >= start?.end ?? 0 }.compactMap { offset in
            Self.table(in: bytes, at: offset).map { (offset, $0) }
        }.first
        hasTable = found != nil
        let own = start.flatMap { Chip(imageID: $0.header.chipID)?.bootloaderOffset }
        let table = found?.1 ?? Self.usualApplication
        let usual = found.map { PartitionTable.flashOffset - $0.0 }
        let bases = ([own, usual].compactMap(\.self) + [0, 0x1000, 0x2000]).filter { $0 >= 0 }
        // The base that fits is the one at which applications are found.
        apps = []
        for base in bases {
            let found = Self.apps(of: table, in: bytes, from: base)
            if found.count > apps.count { apps = found }
        }
        guard hasTable || hasBootloader && !apps.isEmpty else { return nil }
    }

    /// The place of the application in an unmodified build.
    private static let usualApplication = PartitionTable([
        Partition(name: "app", type: .app, subtype: 0x00, offset: 0x10000, size: ImageSegment.sizeLimit)
    ])

    /// Builds may move the table: any sector up to 0x20000, the usual ones first.
    private static let tableOffsets =
        [0, 0x1000, 0x2000].map { PartitionTable.flashOffset - $0 }
        + stride(from: 0, through: 0x20000, by: PartitionTable.sectorSize)

    private static func table(in bytes: [UInt8], at offset: Int) -> PartitionTable? {
        guard bytes.starts(with: PartitionTable.recordMagic, at: offset) else { return nil }
        let sector = bytes[offset..<min(offset + PartitionTable.sectorSize, bytes.count)]
        return try? PartitionTable(binary: sector)
    }

    private static func holdsFirstImage(_ bytes: [UInt8], at offset: Int) -> Bool {
        offset < bytes.count && bytes[offset] == ImageHeader.magic && bytes.runLength(of: 0xFF) == offset
    }

    /// The applications of a table in contents that start at the flash offset `base`.
    private static func apps(of table: PartitionTable, in bytes: [UInt8], from base: Int) -> [ContainedApp] {
        let partitions = table.partitions.filter { $0.type == .app }.sorted { $0.offset < $1.offset }
        var apps = partitions.compactMap { ContainedApp($0, at: $0.offset - base, in: bytes) }
        // A selected but incomplete application is skipped, as the bootloader does.
        let order = table.partitionsToBoot(by: otaData(of: table, in: bytes, from: base))
        let selected = order.lazy.compactMap { name in apps.firstIndex { $0.name == name } }.first ?? apps.indices.first
        if let selected { apps[selected].isSelected = true }
        return apps
    }

    private static func otaData(of table: PartitionTable, in bytes: [UInt8], from base: Int) -> OTAData {
        guard let offset = table.otaData.map({ $0.offset - base }), offset >= 0, offset < bytes.count else {
            return OTAData()
        }
        return OTAData(bytes: bytes[offset..<min(offset + OTAData.size, bytes.count)])
    }
}

extension PartitionTable {
    /// The applications in the order in which a bootloader tries them.
    ///
    /// Source: ESP-IDF 5.1.3 `bootloader_utility.c`, `bootloader_utility_get_selected_boot_partition` and
    /// `bootloader_utility_load_boot_image`.
    fileprivate func partitionsToBoot(by data: OTAData) -> [String] {
        let slots = otaSlots
        let number = data.slot(of: contiguousOTASlotCount)
        let first = number ?? (factory == nil ? 0 : -1)
        let below = slots.filter { ($0.otaSlotNumber ?? 0) <= first }.reversed()
        let above = slots.filter { ($0.otaSlotNumber ?? 0) > first }
        let factories = [factory].compactMap(\.self)
        return (Array(below) + factories + above).map(\.name)
    }
}
