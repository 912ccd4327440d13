/// The CRC-32 of zlib, Ethernet and ESP-IDF (`esp_rom_crc32_le`).
enum CRC32 {
    /// The check value of `bytes`, or of more bytes after `previous`.
    static func checksum(of bytes: some Sequence<UInt8>, after previous: UInt32 = 0) -> UInt32 {
        var register = ~previous
        for byte in bytes {
            register ^= UInt32(byte)
            for _ in 0..<8 {
                register = register & 1 == 0 ? register >> 1 : register >> 1 ^ 0xEDB8_8320
            }
        }
        return ~register
    }
}
