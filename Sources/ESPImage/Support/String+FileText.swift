extension String {
    /// The text of a file, without the byte order mark that some editors write before it.
    ///
    /// Without a mark, it is UTF-8; with one, UTF-8, UTF-16 or UTF-32, as Espressif's `gen_esp32part.py` reads tables.
    /// - Returns: `nil` if the bytes are not text in that encoding.
    package init?(fileText bytes: [UInt8]) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            self.init(validating: bytes.dropFirst(3), as: UTF8.self)
        } else if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            guard bytes.count.isMultiple(of: 4) else { return nil }
            let units = stride(from: 4, to: bytes.count, by: 4).map { bytes.unit(at: $0, of: 4, isBig: bytes[0] == 0) }
            self.init(validating: units, as: UTF32.self)
        } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            guard bytes.count.isMultiple(of: 2) else { return nil }
            let units = stride(from: 2, to: bytes.count, by: 2).map { offset in
                UInt16(bytes.unit(at: offset, of: 2, isBig: bytes[0] == 0xFE))
            }
            self.init(validating: units, as: UTF16.self)
        } else {
            self.init(validating: bytes, as: UTF8.self)
        }
    }
}

extension [UInt8] {
    fileprivate func unit(at offset: Int, of size: Int, isBig: Bool) -> UInt32 {
        let bytes = self[offset..<offset + size]
        return (isBig ? Array(bytes) : bytes.reversed()).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
