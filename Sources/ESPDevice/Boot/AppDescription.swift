package import ESPImage

/// The application's descriptor, as the board's code reads it from flash.
///
/// Source: ESP-IDF 5.1.3 `esp_app_desc.h`. The texts are read as C strings: one without a NUL continues into the next
/// field.
package struct AppDescription: Sendable, Hashable {
    /// The project's name: `nodemcu`.
    package var name: String
    /// Its version.
    package var version: String
    /// The secure version for anti-rollback.
    package var secureVersion: UInt32
    /// The build date: `Oct 24 2024`.
    package var date: String
    /// The build time.
    package var time: String
    /// The version of ESP-IDF it was built with.
    package var idfVersion: String
    /// The first bytes of the hash of the ELF file.
    package var elfHash: [UInt8]

    private static let magic: UInt32 = 0xABCD_5432
    private static let size = 256

    /// Reads it from the start of a partition; `nil` if there is none.
    package init?(in partition: Partition, of flash: FlashChip) {
        let start = partition.offset + ESPImageHeader.descriptionOffset
        guard start + Self.size <= flash.size else { return nil }
        let bytes = flash.read(start..<start + Self.size)
        guard bytes.flashWord(at: 0) == Self.magic else { return nil }
        secureVersion = bytes.flashWord(at: 4)
        version = bytes.flashString(at: 16)
        name = bytes.flashString(at: 48)
        time = bytes.flashString(at: 80)
        date = bytes.flashString(at: 96)
        idfVersion = bytes.flashString(at: 112)
        elfHash = Array(bytes.dropFirst(144).prefix(32))
    }
}
