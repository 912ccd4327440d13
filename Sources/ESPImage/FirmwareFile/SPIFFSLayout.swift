/// A layout of a SPIFFS file system, recognised by the mark in the lookup page of its first block.
///
/// Source: ESP-IDF 5.1.3 `components/spiffs/spiffsgen.py` (`_calc_magic`, `magicfy`).
struct SPIFFSLayout {
    var pageSize: Int
    var blockSize: Int

    static let allCases = [256, 512, 1024, 128].flatMap { page in
        [0x1000, 0x2000, 0x4000, 0x8000, 0x10000].map { SPIFFSLayout(pageSize: page, blockSize: $0) }
    }

    /// Whether every block has its mark, or at least one of the first two if the file has one block.
    func matches(_ bytes: [UInt8]) -> Bool {
        let blocks = bytes.count / blockSize
        guard blocks > 0, bytes.count.isMultiple(of: blockSize) else { return false }
        return (0..<min(blocks, 4)).allSatisfy { block in
            guard let mark = bytes.littleEndian16(at: block * blockSize + markOffset) else { return false }
            return mark == plainMark || mark == plainMark ^ UInt16(truncatingIfNeeded: blocks - block)
        }
    }

    private var plainMark: UInt16 {
        0x0529 ^ UInt16(pageSize)
    }

    /// The second-to-last entry of the last lookup page; there is one entry, of two bytes, for each page of the block.
    private var markOffset: Int {
        let lookupPages = (blockSize / pageSize * 2 + pageSize - 1) / pageSize
        return lookupPages * pageSize - 4
    }
}
