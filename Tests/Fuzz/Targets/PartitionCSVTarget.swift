import ESPImage

/// Any text as a partition table in CSV: an error of its own type, or a table that survives writing and reading.
public enum PartitionCSVTarget: FuzzTarget {
    /// Its name, `partition-csv`.
    public static let name = "partition-csv"

    /// Reads the text.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        let table: PartitionTable
        do {
            table = try PartitionTable(csv: String(decoding: bytes, as: UTF8.self))
        } catch {
            try demand(!error.description.isEmpty, "an error without a message")
            return
        }
        try demand((try? table.validate()) != nil, "a valid table is refused")
        let binary = try? table.binary()
        try demand(binary != nil, "a valid table cannot be written")
        try demand(binary.flatMap { try? PartitionTable(binary: $0) }, equals: table, "the binary form changes it")
        try judgeText(of: table)
    }

    /// Writes and reads a valid table whose names CSV can express.
    static func judgeText(of table: PartitionTable) throws(BrokenProperty) {
        let isSayable = table.partitions.allSatisfy { partition in
            partition.name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") }
                && !partition.name.hasPrefix("#") && partition.flags.isSubset(of: [.encrypted, .readOnly])
                && partition.type.rawValue != 0xFF
        }
        // The offsets in a CSV file increase; the binary form allows any order.
        let isInOrder = zip(table.partitions, table.partitions.dropFirst()).allSatisfy { $0.end <= $1.offset }
        guard isSayable, isInOrder, (try? table.validate()) != nil else { return }
        try demand(try? PartitionTable(csv: table.csv), equals: table, "the text form changes it: \(table.csv)")
    }
}
