extension RandomAccessCollection<UInt8> where Index == Int {
    /// The 32-bit little-endian number at an offset from the start.
    /// - Precondition: the collection has these bytes.
    func flashWord(at offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(self[startIndex + offset + $1]) << ($1 * 8) }
    }

    /// The 16-bit little-endian number at an offset from the start.
    /// - Precondition: the collection has these bytes.
    func flashHalfword(at offset: Int) -> UInt16 {
        UInt16(self[startIndex + offset]) | UInt16(self[startIndex + offset + 1]) << 8
    }

    /// The characters from an offset up to the first NUL, as the firmware's C code reads a string: without a NUL it
    /// continues into the next field.
    func flashString(at offset: Int) -> String {
        String(decoding: dropFirst(offset).prefix { $0 != 0 }, as: UTF8.self)
    }
}
