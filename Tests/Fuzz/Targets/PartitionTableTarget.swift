import ESPImage

/// Any bytes as a binary partition table: an error of its own type, or a table that survives writing and reading.
public enum PartitionTableTarget: FuzzTarget {
    /// Its name, `partition-table`.
    public static let name = "partition-table"
    private static let endMarker = [UInt8](repeating: 0xFF, count: 32)

    /// Reads the bytes unchanged, and with an end marker after the complete records.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        try judge(bytes)
        try judge(bytes.prefix(bytes.count / 32 * 32) + endMarker)
    }

    private static func judge(_ bytes: [UInt8]) throws(BrokenProperty) {
        let table: PartitionTable
        do {
            table = try PartitionTable(binary: bytes)
        } catch {
            try demand(!error.description.isEmpty, "an error without a message")
            return
        }
        try demand(table.partitions.count <= bytes.count / 32, "more partitions than records")
        try demand(table.otaSlots.count <= table.partitions.count, "more slots than partitions")
        try demand((0...16).contains(table.contiguousOTASlotCount), "\(table.contiguousOTASlotCount) slots in a row")
        for partition in table.partitions {
            try demand(partition.name.utf8.count <= 16, "the name “\(partition.name)” is too long")
        }
        do {
            let binary = try table.binary()
            try demand(binary.count, equals: 0xC00, "the table has another size")
            try demand(try? PartitionTable(binary: binary), equals: table, "the table changes")
        } catch let error as PartitionTableError {
            try demand(error.code == .tooMany && table.partitions.count > 94, "it cannot be written: \(error)")
        } catch let error as BrokenProperty {
            throw error
        } catch {}
        try PartitionCSVTarget.judgeText(of: table)
    }
}
