/// The last bytes that came from a board.
struct ReceivedTail: Sendable, Hashable {
    /// How many are kept.
    static let limit = 2048

    private var kept: [UInt8] = []
    /// How many came.
    private(set) var count = 0

    /// The last bytes, `limit` at most.
    var bytes: ArraySlice<UInt8> { kept.suffix(Self.limit) }

    mutating func append(_ bytes: [UInt8]) {
        count += bytes.count
        kept += bytes.suffix(Self.limit)
        // Seldom enough to cost nothing.
        if kept.count > 4 * Self.limit { kept.removeFirst(kept.count - Self.limit) }
    }
}
