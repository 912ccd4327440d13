extension String {
    /// Where `pattern` stands first, byte for byte; empty patterns are found nowhere.
    ///
    /// A board that never stops talking says tens of thousands of lines a second, and each is looked through for
    /// everything that a line can be: the searches of the standard library, which know about characters, take a hundred
    /// times as long.
    func byteRange(of pattern: String) -> Range<Index>? {
        let wanted = Array(pattern.utf8)
        guard let first = wanted.first else { return nil }
        let offset = utf8.withContiguousStorageIfAvailable { bytes -> Int? in
            guard bytes.count >= wanted.count else { return nil }
            return (0...bytes.count - wanted.count).first { start in
                bytes[start] == first && wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
            }
        }
        guard let offset, let offset else { return nil }
        let start = utf8.index(utf8.startIndex, offsetBy: offset)
        return start..<utf8.index(start, offsetBy: wanted.count)
    }

    /// Whether `pattern` stands in the text, byte for byte.
    func holds(_ pattern: String) -> Bool {
        byteRange(of: pattern) != nil
    }
}
