import MockBoard

/// What makes a transfer hard: a slow board, a slow adapter, a bad cable.
struct Trouble {
    /// The name in the table; empty for normal conditions.
    var name: String
    /// The time to program a page of flash, in milliseconds.
    var page = 0.7
    /// The factor on the estimated costs of the processor.
    var processor = 1.0
    /// The factor on the estimated costs of Lua's instructions and strings, on top of `processor`.
    var luaProcessor = 1.0
    /// The minimum latency of the adapter, in milliseconds.
    var latency = 0
    /// Whether one line in a hundred is damaged and one reply in a hundred is lost.
    var isDamaged = false

    /// Each alone, and all together.
    static let all = [
        Trouble(name: "pages of 1.5 ms", page: 1.5),
        Trouble(name: "pages of 3 ms", page: 3),
        Trouble(name: "Lua twice as slow", luaProcessor: 2),
        Trouble(name: "everything four times as slow", processor: 4),
        Trouble(name: "16 ms to the host", latency: 16),
        Trouble(name: "1 % damaged, 1 % lost", isDamaged: true),
        Trouble(name: "all together", page: 3, processor: 4, latency: 16, isDamaged: true),
    ]

    /// The damage to a transfer of `imageSize` bytes, as faults of the board.
    func faults(imageSize: Int) -> String? {
        guard isDamaged else { return nil }
        // The conversation before the transfer has about 13,000 bytes; a line has 256, and a chunk has at least 200.
        let bytes = stride(from: 15_000, to: 15_000 + imageSize / 2, by: 25_600).enumerated()
        let damaged = bytes.map { index, byte in index.isMultiple(of: 2) ? "flip-bit@\(byte)" : "drop-byte@\(byte)" }
        let lost = stride(from: 50, to: imageSize / 256, by: 100).map { "drop-reply@\($0)" }
        return (damaged + lost).joined(separator: ",")
    }
}
