import ESPImage

/// The two records of the OTA data as the board's code reads them: which one counts, and which slot it means.
///
/// Sources: ESP-IDF 5.1.3 `bootloader_common_loader.c`, the same in 3.3.4 and 4.4.6.
struct OTARecords {
    /// The record at the start of the partition, and the one a sector further.
    var entries: [OTASelectEntry]

    init(_ first: OTASelectEntry, _ second: OTASelectEntry) {
        entries = [first, second]
    }

    /// Reads them from flash.
    /// - Precondition: the partition lies within the chip.
    init(in partition: Partition, of flash: FlashChip) {
        entries = (0..<2).map { index in
            let start = partition.offset + index * FlashGeometry.sector
            return OTASelectEntry(bytes: flash.read(start..<start + OTASelectEntry.size))
        }
    }

    /// The record with the larger number among those that count, the first one where both have the same.
    var active: Int? { newest(among: entries.map(Self.counts)) }

    /// The record with the larger number among those that pass.
    func newest(among passes: [Bool]) -> Int? {
        let passing = entries.indices.filter { passes[$0] }
        guard passing.count == 2 else { return passing.first }
        return entries[0].sequence >= entries[1].sequence ? 0 : 1
    }

    /// Whether a record is as good as absent; its check value is not looked at.
    static func isOut(_ entry: OTASelectEntry) -> Bool {
        entry.sequence == .max || entry.state == .invalid || entry.state == .aborted
    }

    /// Whether a record counts.
    static func counts(_ entry: OTASelectEntry) -> Bool {
        !isOut(entry) && entry.crc == crc(of: entry.sequence)
    }

    /// Whether a record was never written, or not to its end.
    static func isInitial(_ entry: OTASelectEntry) -> Bool {
        entry.sequence == .max || entry.crc != crc(of: entry.sequence)
    }

    /// The slot that a record means among so many.
    static func slot(of entry: OTASelectEntry, among count: Int) -> Int {
        Int((entry.sequence &- 1) % UInt32(count))
    }

    /// The CRC-32 of the ROM over the four bytes of a number, begun with FFFFFFFF.
    static func crc(of sequence: UInt32) -> UInt32 {
        var rest = sequence
        for _ in 0..<32 {
            rest = rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ 0xEDB8_8320
        }
        return ~rest
    }
}
