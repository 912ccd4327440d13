/// The two records that say which slot boots, each in a flash sector of its own.
///
/// Sources: ESP-IDF 5.1.3 `bootloader_common.c` (which record counts) and `esp_ota_ops.c` (what is written).
package struct OTAData: Sendable, Hashable {
    /// The record at the start of the partition.
    package var first: OTASelectEntry
    /// The record one sector later.
    package var second: OTASelectEntry

    /// Makes the data from its records.
    package init(first: OTASelectEntry = .erased, second: OTASelectEntry = .erased) {
        self.first = first
        self.second = second
    }

    /// Reads the contents of the partition; what is missing counts as erased.
    package init(bytes: some Collection<UInt8>) {
        first = OTASelectEntry(bytes: bytes)
        second = OTASelectEntry(bytes: bytes.dropFirst(Self.sectorSize))
    }

    /// How many bytes the partition must have.
    package static let size = 0x2000
    /// The distance between the records, which is the unit of erasing.
    package static let sectorSize = 0x1000

    /// The 0x2000 bytes of the partition; the bytes between the records are erased.
    package var bytes: [UInt8] {
        [first, second].flatMap {
            $0.bytes + [UInt8](repeating: 0xFF, count: Self.sectorSize - OTASelectEntry.size)
        }
    }

    /// A record by its number.
    /// - Precondition: `index` is 0 or 1.
    package subscript(index: Int) -> OTASelectEntry {
        get {
            precondition(index == 0 || index == 1, "there are two records")
            return index == 0 ? first : second
        }
        set {
            precondition(index == 0 || index == 1, "there are two records")
            if index == 0 { first = newValue } else { second = newValue }
        }
    }

    /// The number of the record that counts: the valid one with the larger sequence number, the first if both have
    /// the same; `nil` if neither is valid.
    package var active: Int? {
        switch (first.isValid, second.isValid) {
        case (true, true): first.sequence >= second.sequence ? 0 : 1
        case (true, false): 0
        case (false, true): 1
        case (false, false): nil
        }
    }

    /// The slot that the active record chooses among `slots`; `nil` if no record is active.
    package func slot(of slots: Int) -> Int? {
        active.flatMap { self[$0].slot(of: slots) }
    }

    /// The state of a slot as `esp_ota_get_state_partition` finds it: that of the first record that names the slot and
    /// has a right check value; `nil` if none does, which `otaupgrade.info()` shows as an empty table.
    package func state(ofSlot slot: Int, of slots: Int) -> OTAImageState? {
        [first, second].first { $0.crcMatches && $0.slot(of: slots) == slot }?.state
    }
}
