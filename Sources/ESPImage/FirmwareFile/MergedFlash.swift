/// Flash contents from offset 0 on: bootloader, partition table, applications.
struct MergedFlash {
    /// The applications in it that are whole, in flash order.
    var apps: [ContainedApp]

    /// Recognises flash contents: by a partition table in its place, or by a bootloader in the place where chips with a
    /// bootloader offset have it.
    ///
    /// `imageEnd` is where the image at the start of the file ends, for files that start with a bootloader.
    init?(_ bytes: [UInt8], imageEnd: Int) {
        let table = Self.tableOffsets.lazy.filter { $0 >= imageEnd }.compactMap { offset in
            Self.table(in: bytes, at: offset)
        }.first
        let bootloader = [0x1000, 0x2000].first { offset in
            offset < bytes.count && bytes[offset] == ImageHeader.magic
                && bytes.runLength(of: 0xFF) == offset
        }
        guard table != nil || bootloader != nil else { return nil }
        let places = table?.partitions.filter { $0.type == .app }.map { ($0.name, $0.offset) } ?? [("app", 0x10000)]
        apps = places.sorted { $0.1 < $1.1 }.compactMap { ContainedApp(name: $0.0, offset: $0.1, in: bytes) }
    }

    /// Builds may move the table: any sector up to 0x20000, the usual one first.
    private static let tableOffsets =
        [PartitionTable.flashOffset] + stride(from: 0x1000, through: 0x20000, by: PartitionTable.sectorSize)

    private static func table(in bytes: [UInt8], at offset: Int) -> PartitionTable? {
        guard bytes.starts(with: PartitionTable.recordMagic, at: offset) else { return nil }
        let sector = bytes[offset..<min(offset + PartitionTable.sectorSize, bytes.count)]
        return try? PartitionTable(binary: sector)
    }
}
