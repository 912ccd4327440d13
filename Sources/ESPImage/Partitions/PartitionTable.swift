/// How a board's flash is divided.
///
/// There are two external forms: the 3 KiB at 0x8000 of the flash (`init(binary:)`, `binary()`), and the CSV text that ESP-IDF's
/// build reads (`init(csv:)`, `csv`). CSV is checked by the rules of ESP-IDF 6 `gen_esp32part.py`. The binary form is not: boards
/// can have tables that older rules allowed.
public struct PartitionTable: Sendable, Hashable {
    /// The partitions, in the table's order.
    public let partitions: [Partition]

    /// Makes a table without validating it; see `validate()`.
    public init(_ partitions: [Partition]) {
        self.partitions = partitions
    }

    /// The flash offset of the table in every NodeMCU build (`CONFIG_PARTITION_TABLE_OFFSET`).
    public static let flashOffset = 0x8000
    /// The size of the table in flash in bytes: one sector.
    public static let sectorSize = 0x1000

    /// The partition with this name.
    public subscript(name: String) -> Partition? {
        partitions.first { $0.name == name }
    }

    /// The OTA slots, by their numbers.
    public var otaSlots: [Partition] {
        partitions.filter { $0.otaSlotNumber != nil }.sorted { $0.subtype < $1.subtype }
    }

    /// The number of slots that OTA data uses: those from `ota_0` on without a gap.
    ///
    /// Source: ESP-IDF 5.1.3 `esp_ota_ops.c`, `get_ota_partition_count`.
    public var contiguousOTASlotCount: Int {
        let numbers = Set(partitions.compactMap(\.otaSlotNumber))
        return (0..<PartitionType.otaSlotLimit).first { !numbers.contains($0) } ?? PartitionType.otaSlotLimit
    }

    /// The factory partition, which is flashed over USB with esptool.
    public var factory: Partition? {
        partitions.first(where: \.isFactory)
    }

    /// The partition with the two entries that say which slot boots.
    public var otaData: Partition? {
        partitions.first(where: \.isOTAData)
    }

    /// The offset after the last partition: the flash size that the table needs, in bytes.
    public var flashSize: Int {
        partitions.map(\.end).max() ?? 0
    }
}
