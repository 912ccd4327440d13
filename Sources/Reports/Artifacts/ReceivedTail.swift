/// The last bytes received from a board.
struct ReceivedTail: Sendable, Hashable {
    /// How many bytes are kept.
    static let limit = 2048

    private var kept: [UInt8] = []
    /// How many bytes were received.
    private(set) var count = 0

    /// The last bytes, `limit` at most.
    var bytes: ArraySlice<UInt8> { kept.suffix(Self.limit) }

    mutating func append(_ bytes: [UInt8]) {
        count += bytes.count
        kept += bytes.suffix(Self.limit)
        // Rare enough to cost nothing.
        if kept.count > 4 * Self.limit { kept.removeFirst(kept.count - Self.limit) }
    }
}
