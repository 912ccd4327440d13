import ESPImage

/// The partition table as the board's code reads it from flash.
struct DevicePartitions {
    static let tableOffset = 0x8000
    private static let recordSize = 32
    private static let recordLimit = 95

    /// The partitions in the table's order.
    var all: [Partition]

    /// Reads the table as the application does: up to the first record that is not a partition.
    ///
    /// Source: ESP-IDF 5.1.3 `partition.c`, `load_partitions`.
    init(in flash: FlashChip) {
        all = []
        while all.count < Self.recordLimit {
            let record = Self.record(all.count, of: flash)
            guard record.flashHalfword(at: 0) == Self.magic else { break }
            all.append(Partition(record: record))
        }
    }

    /// Reads and verifies the table as the bootloader does.
    ///
    /// Source: ESP-IDF 5.1.3 `flash_partitions.c`, `esp_partition_table_verify`.
    /// - Throws: the line to log.
    init(verifying flash: FlashChip) throws(PartitionTableRejection) {
        var partitions: [Partition] = []
        var hasDigest = false
        for index in 0..<Self.recordLimit {
            let record = Self.record(index, of: flash)
            switch record.flashHalfword(at: 0) {
            case Self.magic:
                let partition = Partition(record: record)
                guard partition.end <= flash.size else {
                    throw PartitionTableRejection(
                        "partition \(index) invalid - offset 0x\(Printf.x(partition.offset)) size "
                            + "0x\(Printf.x(partition.size)) exceeds flash chip size 0x\(Printf.x(flash.size))"
                    )
                }
                partitions.append(partition)
            case Self.digestMagic:
                guard !hasDigest else { throw PartitionTableRejection("Only one MD5 checksum is allowed") }
                guard Self.digest(of: index, records: flash) == Array(record.dropFirst(16)) else {
                    throw PartitionTableRejection("Incorrect MD5 checksum")
                }
                hasDigest = true
            case 0xFFFF where record.flashHalfword(at: 2) == 0xFFFF:
                all = partitions
                return
            case let other:
                throw PartitionTableRejection("partition \(index) invalid magic number 0x\(Printf.x(other))")
            }
        }
        throw PartitionTableRejection("partition table has no terminating entry, not valid")
    }

    private static let magic: UInt16 = 0x50AA
    private static let digestMagic: UInt16 = 0xEBEB

    private static func record(_ index: Int, of flash: FlashChip) -> ArraySlice<UInt8> {
        let start = tableOffset + index * recordSize
        return flash.read(start..<start + recordSize)
    }

    private static func digest(of count: Int, records flash: FlashChip) -> [UInt8] {
        flash.withBytes(tableOffset..<tableOffset + count * recordSize, ROMDigest.md5)
    }
}

/// The bootloader's error for an invalid partition table.
struct PartitionTableRejection: Error {
    var text: String

    init(_ text: String) {
        self.text = text
    }
}

extension DevicePartitions {
    /// The first partition of this type and subtype in the table.
    func first(_ type: PartitionType, _ subtype: UInt8) -> Partition? {
        all.first { $0.type == type && $0.subtype == subtype }
    }

    /// The OTA data partition that the application uses.
    var otaData: Partition? { first(.data, 0x00) }

    /// The slot with that number.
    func slot(_ number: Int) -> Partition? {
        first(.app, 0x10 + UInt8(number))
    }

    /// The number of slots from `ota_0` up to the first gap, which the application uses.
    var slotCount: Int {
        (0..<16).first { slot($0) == nil } ?? 16
    }
}

extension Partition {
    /// Reads a record of the table, even if its name is not valid text.
    fileprivate init(record: ArraySlice<UInt8>) {
        self.init(
            name: String(decoding: record.dropFirst(12).prefix(16).prefix { $0 != 0 }, as: UTF8.self),
            type: PartitionType(rawValue: record[record.startIndex + 2]),
            subtype: record[record.startIndex + 3],
            offset: Int(record.flashWord(at: 4)),
            size: Int(record.flashWord(at: 8)),
            flags: Flags(rawValue: record.flashWord(at: 28))
        )
    }

    /// The flash range of the partition.
    var range: Range<Int> { offset..<end }

    /// Whether it is an OTA slot, as `esp_ota_ops` defines it.
    var isOTASlot: Bool { type == .app && (0x10..<0x20).contains(subtype) }
}
