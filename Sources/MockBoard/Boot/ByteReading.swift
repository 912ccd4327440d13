extension RandomAccessCollection<UInt8> where Index == Int {
    /// The 32 bits that stand, least significant byte first, so many bytes from the start.
    /// - Precondition: the collection has them.
    func flashWord(at offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(self[startIndex + offset + $1]) << ($1 * 8) }
    }

    /// The 16 bits that stand, least significant byte first, so many bytes from the start.
    /// - Precondition: the collection has them.
    func flashHalfword(at offset: Int) -> UInt16 {
        UInt16(self[startIndex + offset]) | UInt16(self[startIndex + offset + 1]) << 8
    }

    /// The characters up to the first NUL, so many bytes from the start, as the firmware's C code reads a string: on into
    /// the next field where its own has no NUL.
    func flashString(at offset: Int) -> String {
        String(decoding: dropFirst(offset).prefix { $0 != 0 }, as: UTF8.self)
    }
}
