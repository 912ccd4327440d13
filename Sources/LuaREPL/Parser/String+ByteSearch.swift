extension String {
    /// The first occurrence of `pattern`, byte for byte; an empty pattern is never found.
    ///
    /// A board that never stops talking prints tens of thousands of lines a second, and each line is searched for many
    /// patterns. The standard library's searches, which work on characters, take a hundred times as long.
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

    /// Whether the text contains `pattern`, byte for byte.
    func holds(_ pattern: String) -> Bool {
        byteRange(of: pattern) != nil
    }
}
