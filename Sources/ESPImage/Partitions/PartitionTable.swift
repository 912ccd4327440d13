/// What a board's flash is divided into.
///
/// Two outer forms: the 3 KiB that stand at 0x8000 of the flash (`init(binary:)`, `binary()`), and the CSV text that
/// ESP-IDF's build reads (`init(csv:)`, `csv`). Rules: ESP-IDF 6 `gen_esp32part.py`, for tables that are read from CSV. Boards may
/// have tables that older rules allowed, so the binary form is not judged.
public struct PartitionTable: Sendable, Hashable {
    /// The partitions, in the table's order.
    public let partitions: [Partition]

    /// Makes a table without judging it; `validate()` does.
    public init(_ partitions: [Partition]) {
        self.partitions = partitions
    }

    /// Where the table stands in the flash of every NodeMCU build (`CONFIG_PARTITION_TABLE_OFFSET`).
    public static let flashOffset = 0x8000
    /// How many bytes of flash are the table's: one sector.
    public static let sectorSize = 0x1000

    /// The partition of that name.
    public subscript(name: String) -> Partition? {
        partitions.first { $0.name == name }
    }

    /// The OTA slots, by their numbers.
    public var otaSlots: [Partition] {
        partitions.filter { $0.otaSlotNumber != nil }.sorted { $0.subtype < $1.subtype }
    }

    /// The number of slots that the arithmetic of the OTA data counts with: those from `ota_0` on without a gap.
    ///
    /// Source: ESP-IDF 5.1.3 `esp_ota_ops.c`, `get_ota_partition_count`.
    public var contiguousOTASlotCount: Int {
        let numbers = Set(partitions.compactMap(\.otaSlotNumber))
        return (0..<PartitionType.otaSlotLimit).first { !numbers.contains($0) } ?? PartitionType.otaSlotLimit
    }

    /// The slot that is flashed by wire.
    public var factory: Partition? {
        partitions.first(where: \.isFactory)
    }

    /// Where the two entries stand that say which slot boots.
    public var otaData: Partition? {
        partitions.first(where: \.isOTAData)
    }

    /// The offset after the last partition: the flash that the table needs, in bytes.
    public var flashSize: Int {
        partitions.map(\.end).max() ?? 0
    }
}
