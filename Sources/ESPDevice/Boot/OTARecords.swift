import ESPImage

/// The two records of the OTA data as the board's code reads them: the active record and its slot.
///
/// Sources: ESP-IDF 5.1.3 `bootloader_common_loader.c`, the same in 3.3.4 and 4.4.6.
struct OTARecords {
    /// The record at the start of the partition, and the one in the next sector.
    var entries: [OTASelectEntry]

    init(_ first: OTASelectEntry, _ second: OTASelectEntry) {
        entries = [first, second]
    }

    /// Reads the records from flash.
    /// - Precondition: the partition is within the chip.
    init(in partition: Partition, of flash: FlashChip) {
        entries = (0..<2).map { index in
            let start = partition.offset + index * FlashGeometry.sector
            return OTASelectEntry(bytes: flash.read(start..<start + OTASelectEntry.size))
        }
    }

    /// The valid record with the higher sequence number, or the first one if both are equal.
    var active: Int? { newest(among: entries.map(Self.counts)) }

    /// The record with the higher sequence number among those that pass.
    func newest(among passes: [Bool]) -> Int? {
        let passing = entries.indices.filter { passes[$0] }
        guard passing.count == 2 else { return passing.first }
        return entries[0].sequence >= entries[1].sequence ? 0 : 1
    }

    /// Whether a record is treated as absent; its CRC is not checked.
    static func isOut(_ entry: OTASelectEntry) -> Bool {
        entry.sequence == .max || entry.state == .invalid || entry.state == .aborted
    }

    /// Whether a record is valid.
    static func counts(_ entry: OTASelectEntry) -> Bool {
        !isOut(entry) && entry.crc == crc(of: entry.sequence)
    }

    /// Whether a record is blank, or was not written completely.
    static func isInitial(_ entry: OTASelectEntry) -> Bool {
        entry.sequence == .max || entry.crc != crc(of: entry.sequence)
    }

    /// The slot that a record selects, out of `count` slots.
    static func slot(of entry: OTASelectEntry, among count: Int) -> Int {
        Int((entry.sequence &- 1) % UInt32(count))
    }

    /// The ROM's CRC-32 of the four bytes of a number, with the initial value 0xFFFFFFFF.
    static func crc(of sequence: UInt32) -> UInt32 {
        var rest = sequence
        for _ in 0..<32 {
            rest = rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ 0xEDB8_8320
        }
        return ~rest
    }
}
