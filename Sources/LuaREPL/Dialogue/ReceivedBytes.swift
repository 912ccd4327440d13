/// How many bytes came from a board, and how many of them are not text.
package struct ReceivedBytes: Sendable, Hashable {
    /// All bytes.
    package var count = 0
    /// Those that are neither printable ASCII, white space nor escape.
    package var unprintable = 0

    /// Starts with no bytes.
    package init() {}

    mutating func add(_ bytes: [UInt8]) {
        count += bytes.count
        unprintable += bytes.count {
            !(0x20...0x7E).contains($0) && !(0x08...0x0D).contains($0) && $0 != 0x1B
        }
    }

    mutating func add(_ more: ReceivedBytes) {
        count += more.count
        unprintable += more.unprintable
    }

    /// Whether the bytes since then look like text at another line rate.
    package func isGarbage(since earlier: ReceivedBytes) -> Bool {
        let (count, unprintable) = (count - earlier.count, unprintable - earlier.unprintable)
        return count >= 4 && unprintable * 4 >= count
    }
}
