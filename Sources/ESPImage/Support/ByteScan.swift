import Glibc

/// Loops over many bytes that avoid the collection protocols, so that debug builds stay fast.
extension [UInt8] {
    /// All bytes of a range XORed together.
    func xor(over range: Range<Int>) -> UInt8 {
        withUnsafeBytes { whole in
            let bytes = UnsafeRawBufferPointer(rebasing: whole[range])
            var words: UInt64 = 0
            var offset = 0
            while offset + 8 <= bytes.count {
                words ^= bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                offset += 8
            }
            var rest: UInt8 = 0
            while offset < bytes.count {
                rest ^= bytes[offset]
                offset += 1
            }
            let halves = words ^ words >> 32
            let quarters = halves ^ halves >> 16
            return rest ^ UInt8(truncatingIfNeeded: quarters ^ quarters >> 8)
        }
    }

    /// How many bytes from `start` on have the value `byte`, without a gap.
    func runLength(of byte: UInt8, from start: Int = 0) -> Int {
        withUnsafeBytes { bytes in
            let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
            var offset = start
            while offset + 8 <= bytes.count, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) == pattern {
                offset += 8
            }
            while offset < bytes.count, bytes[offset] == byte { offset += 1 }
            return offset - start
        }
    }

    /// Whether the bytes from `offset` on start with `pattern`.
    func starts(with pattern: [UInt8], at offset: Int) -> Bool {
        offset >= 0 && offset <= count - pattern.count && self[offset..<offset + pattern.count].elementsEqual(pattern)
    }

    /// The positions of `pattern` in a range.
    func offsets(of pattern: [UInt8], in range: Range<Int>) -> [Int] {
        // Zeros are frequent; searching for another byte of the pattern is faster.
        guard let mark = pattern.firstIndex(where: { $0 != 0 }), pattern.count <= range.count else { return [] }
        return withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return [] }
            var offsets: [Int] = []
            var start = range.lowerBound
            let last = range.upperBound - pattern.count
            while start <= last,
                let found = memchr(base + start + mark, Int32(pattern[mark]), last - start + 1)
            {
                let offset = base.distance(to: UnsafeRawPointer(found)) - mark
                if memcmp(base + offset, pattern, pattern.count) == 0 { offsets.append(offset) }
                start = offset + 1
            }
            return offsets
        }
    }
}
