/// Files that are recognised by their first bytes, or by a mark in a fixed place.
enum FileSignatures {
    /// The kind of the bytes, for everything that does not start like an image of the ESP32 family.
    static func kind(of bytes: [UInt8]) -> FileKind? {
        if bytes.isEmpty { return .empty }
        if let kind = archivesAndPrograms.first(where: { bytes.starts(with: $0.start) })?.kind { return kind }
        if bytes.starts(with: Array("ustar".utf8), at: 257) { return .tar }
        if isLuaFlashStore(bytes) { return .luaFlashStore }
        if isOTAData(bytes) { return .otaData }
        if bytes.runLength(of: 0xFF) == bytes.count { return .erasedFlash }
        if SPIFFSLayout.allCases.contains(where: { $0.matches(bytes) }) { return .spiffs }
        return TextFile.kind(of: bytes)
    }

    /// Whether an image is one for the ESP8266, with a header of version 1 (E9) or 2 (EA), or like those of its RTOS SDK.
    ///
    /// Its entry point is in the ESP8266's instruction RAM, where no chip of the ESP32 family starts. In place of the family's
    /// write protection pin and chip number, versions 1 and 2 have the first segment's header.
    /// Source: esptool 5.6 `bin_image.py`, `targets/esp8266.py`.
    static func isESP8266(_ bytes: [UInt8]) -> Bool {
        guard let magic = bytes.first, magic == ImageHeader.magic || magic == 0xEA, bytes.count >= 8 else {
            return false
        }
        let code: Range<UInt32> = 0x4010_0000..<0x4011_0000
        if let entry = bytes.littleEndian32(at: 4), code.contains(entry) { return true }
        if magic == 0xEA { return bytes.count >= 16 && bytes[1] == 4 }
        guard let address = bytes.littleEndian32(at: 8), let size = bytes.littleEndian32(at: 12) else { return false }
        let memories = [code, 0x3FFE_8000..<0x4000_0000, 0x4020_0000..<0x4030_0000]
        return size < 0x10_0000 && memories.contains { $0.contains(address) }
    }

    private static let archivesAndPrograms: [(start: [UInt8], kind: FileKind)] = [
        ([0x7F, 0x45, 0x4C, 0x46], .elf),
        ([0x55, 0x46, 0x32, 0x0A, 0x57, 0x51, 0x5D, 0x9E], .uf2),
        ([0x1F, 0x8B, 0x08], .gzip),
        ([0x50, 0x4B, 0x03, 0x04], .zip),
        ([0x50, 0x4B, 0x05, 0x06], .zip),
        (PartitionTable.recordMagic, .partitionTable),
        ([0x1B, 0x4C, 0x75, 0x61, 0x53, 0x0B], .luaFlashStore),
        ([0x1B, 0x4C, 0x75, 0x61], .luaBytecode),
    ]

    /// Source: `nodemcu-firmware dev-esp32 lua-5.1/lflash.h`, `lua-5.3/lundump.h`: `FLASH_SIG`.
    private static func isLuaFlashStore(_ bytes: [UInt8]) -> Bool {
        guard let word = bytes.littleEndian32(at: 0) else { return false }
        return word & 0xFFFF_F0F0 == 0xFAFA_A050
    }

    private static func isOTAData(_ bytes: [UInt8]) -> Bool {
        guard (OTASelectEntry.size...OTAData.size).contains(bytes.count) else { return false }
        let data = OTAData(bytes: bytes)
        return [data.first, data.second].contains { $0.sequence != .max && $0.crcMatches }
    }
}
