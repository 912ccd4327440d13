/// The kind of signature after an image; the signature itself is not verified here, but on the device.
///
/// Sources: ESP-IDF 5.1.3 `docs/en/security/secure-boot-v1.rst` and `secure-boot-v2.rst`.
public enum ImageSignature: Sendable, Hashable {
    /// 68 bytes right after the image: a version word of 0 and 64 bytes of ECDSA.
    case version1
    /// A sector of 4096 bytes with `blocks` blocks (1 to 3) of 1216 bytes.
    case version2(blocks: Int)

    /// Finds a signature in what follows an image.
    /// - Returns: the signature and the offset of the first byte after it.
    static func find(in bytes: [UInt8], after imageEnd: Int) -> (signature: ImageSignature, end: Int)? {
        let sector = (imageEnd + sectorSize - 1) / sectorSize * sectorSize
        let blocks = (0..<3).prefix { isBlock(bytes, at: sector + $0 * blockSize) }.count
        if blocks > 0, sector + sectorSize <= bytes.count, bytes.isPadding(imageEnd..<sector) {
            return (.version2(blocks: blocks), sector + sectorSize)
        }
        let end = imageEnd + 68
        if end <= bytes.count, bytes.littleEndian32(at: imageEnd) == 0, !bytes.isPadding(imageEnd + 4..<end) {
            return (.version1, end)
        }
        return nil
    }

    private static let sectorSize = 0x1000
    private static let blockSize = 1216

    private static func isBlock(_ bytes: [UInt8], at offset: Int) -> Bool {
        guard offset + blockSize <= bytes.count, bytes[offset] == 0xE7, (2...3).contains(bytes[offset + 1]) else {
            return false
        }
        return bytes.littleEndian32(at: offset + 1196) == CRC32.checksum(of: bytes[offset..<offset + 1196])
    }
}

extension [UInt8] {
    /// Whether all bytes of a range are FF, or all are 00; true for an empty range.
    func isPadding(_ range: Range<Int>) -> Bool {
        guard let first = self[range].first else { return true }
        return (first == 0xFF || first == 0) && runLength(of: first, from: range.lowerBound) >= range.count
    }
}
