/// One of the two records of the OTA data: which slot was chosen, and how the choice turned out.
///
/// 32 bytes in flash (ESP-IDF 5.1.3 `esp_flash_partitions.h`, `esp_ota_select_entry_t`).
package struct OTASelectEntry: Sendable, Hashable {
    /// The number of the choice, from 1 on; the slot is `(sequence - 1) % slots`.
    package var sequence: UInt32
    /// Twenty bytes that nothing reads.
    package var label: [UInt8] { didSet { label = Self.fitted(label) } }
    /// The state's number, also one that `OTAImageState` does not know.
    package var rawState: UInt32
    /// The check value in flash, right or wrong.
    package var crc: UInt32

    /// Makes an entry with the right check value.
    package init(sequence: UInt32, state: OTAImageState) {
        self.sequence = sequence
        self.label = Self.erased.label
        self.rawState = state.rawValue
        self.crc = Self.crc(of: sequence)
    }

    /// Reads the first 32 of `bytes`; what is missing counts as erased.
    package init(bytes: some Collection<UInt8>) {
        let record = Array(bytes.prefix(Self.size))
        let whole = record + [UInt8](repeating: 0xFF, count: Self.size - record.count)
        sequence = whole.littleEndian32(at: 0) ?? .max
        label = Array(whole[4..<24])
        rawState = whole.littleEndian32(at: 24) ?? .max
        crc = whole.littleEndian32(at: 28) ?? .max
    }

    /// An entry of erased flash: all FF.
    package static let erased = OTASelectEntry(bytes: [])

    /// How many bytes of its sector an entry takes.
    package static let size = 32

    /// The 32 bytes in flash.
    package var bytes: [UInt8] {
        sequence.littleEndianBytes + label + rawState.littleEndianBytes + crc.littleEndianBytes
    }

    /// The state; unknown numbers count as `undefined`, as in `otaupgrade.info()`.
    package var state: OTAImageState {
        get { OTAImageState(rawValue: rawState) ?? .undefined }
        set { rawState = newValue.rawValue }
    }

    /// Whether the check value matches the sequence number; it covers nothing else.
    package var crcMatches: Bool { crc == Self.crc(of: sequence) }

    /// Whether the bootloader counts the entry as absent.
    ///
    /// The check value does not matter. Source: ESP-IDF 5.1.3 `bootloader_common.c`, `bootloader_common_ota_select_invalid`.
    package var isInvalid: Bool {
        sequence == .max || rawState == OTAImageState.invalid.rawValue || rawState == OTAImageState.aborted.rawValue
    }

    /// Whether the bootloader can act on the entry.
    ///
    /// Not the opposite of `isInvalid`: an entry with a wrong check value (a torn write) is neither.
    package var isValid: Bool { !isInvalid && crcMatches }

    /// The slot that the entry chooses among `slots`; `nil` without slots, and for the sequence number of erased flash.
    package func slot(of slots: Int) -> Int? {
        guard slots > 0, sequence != .max else { return nil }
        return Int((sequence &- 1) % UInt32(clamping: slots))
    }

    /// CRC-32 of the four bytes of the sequence number, started with FFFFFFFF.
    package static func crc(of sequence: UInt32) -> UInt32 {
        CRC32.checksum(of: sequence.littleEndianBytes, after: .max)
    }

    private static func fitted(_ label: [UInt8]) -> [UInt8] {
        Array(label.prefix(20)) + [UInt8](repeating: 0xFF, count: max(0, 20 - label.count))
    }
}
