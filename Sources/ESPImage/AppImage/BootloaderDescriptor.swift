/// The descriptor of a bootloader built with ESP-IDF 5.2 or later: 80 bytes at offset 0x20.
///
/// Source: ESP-IDF 5.2 `esp_bootloader_desc.h`, `esp_bootloader_desc_t`.
package struct BootloaderDescriptor: Sendable, Hashable {
    /// The version that the project gave it.
    package var version: UInt32
    /// The version of ESP-IDF it was built with.
    package var idfVersion: String
    /// When it was compiled.
    package var compileTime: String

    /// Parses the bytes at offset 0x20 of a file; `nil` if there is no descriptor.
    package init?(_ bytes: some Collection<UInt8>) {
        let raw = Array(bytes.prefix(80))
        guard raw.count == 80, raw[0] == 0x50, let version = raw.littleEndian32(at: 4) else { return nil }
        let idfVersion = raw[8..<40].prefix { $0 != 0 }
        // One magic byte proves little: the fields after it must also look like text.
        guard !idfVersion.isEmpty, idfVersion.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return nil }
        self.version = version
        self.idfVersion = String(decoding: idfVersion, as: UTF8.self)
        compileTime = String(decoding: raw[40..<64].prefix { $0 != 0 }, as: UTF8.self)
    }
}
