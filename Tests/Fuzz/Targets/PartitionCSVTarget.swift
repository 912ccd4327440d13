import ESPImage

/// Any text as a partition table in its CSV form: an error of its own type, or a table that is written as it was read.
public enum PartitionCSVTarget: FuzzTarget {
    /// Its name, `partition-csv`.
    public static let name = "partition-csv"

    /// Reads the text.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        let table: PartitionTable
        do {
            table = try PartitionTable(csv: String(decoding: bytes, as: UTF8.self))
        } catch {
            try demand(!error.description.isEmpty, "an error without words")
            return
        }
        try demand((try? table.validate()) != nil, "what was read is refused")
        let binary = try? table.binary()
        try demand(binary != nil, "what was read cannot be written")
        try demand(binary.flatMap { try? PartitionTable(binary: $0) }, equals: table, "the binary form changes it")
        try judgeText(of: table)
    }

    /// Writes a table that is sound and whose names CSV can say, and reads it.
    static func judgeText(of table: PartitionTable) throws(BrokenProperty) {
        let isSayable = table.partitions.allSatisfy { partition in
            partition.name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") }
                && !partition.name.hasPrefix("#") && partition.flags.isSubset(of: [.encrypted, .readOnly])
                && partition.type.rawValue != 0xFF
        }
        // A text's offsets rise; the binary form may have them in any order.
        let isInOrder = zip(table.partitions, table.partitions.dropFirst()).allSatisfy { $0.end <= $1.offset }
        guard isSayable, isInOrder, (try? table.validate()) != nil else { return }
        try demand(try? PartitionTable(csv: table.csv), equals: table, "the text changes it: \(table.csv)")
    }
}
