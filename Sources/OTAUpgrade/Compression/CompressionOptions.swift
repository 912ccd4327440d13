/// How to compress an image for a certain board and prompt.
struct CompressionOptions: Sendable, Hashable {
    /// How many bytes of the image the board keeps to copy from; rounded down to a multiple of 256.
    ///
    /// Up to 28,416 bytes, a far copy encodes its length more cheaply; beyond 60,160 there is no gain.
    var window: Int
    /// Whether lines must not contain NUL, as for NodeMCU on IDF 3 (`dev-esp32-idf3-final lua.c`).
    var avoidsNUL: Bool
    /// The most bytes of a line before its newline (`nodemcu-firmware dev-esp32 linput.c`, `LUA_MAXINPUT`: 255).
    var lineLength: Int
    /// How many bytes a line has besides its payload: the code around it, the two bytes of the check, the newline.
    var lineOverhead: Int
    /// The most bytes of the image that may wait in the board's memory before they are written to flash.
    var pendingLimit: Int

    /// Makes options; the defaults need about 70 KB of heap, and fit a one-letter function before a quoted literal.
    init(
        window: Int = 24576,
        avoidsNUL: Bool = false,
        lineLength: Int = 255,
        lineOverhead: Int = 6,
        pendingLimit: Int = 16384
    ) {
        (self.window, self.avoidsNUL, self.pendingLimit) = (window, avoidsNUL, pendingLimit)
        (self.lineLength, self.lineOverhead) = (lineLength, lineOverhead)
    }

    /// How many bytes of payload fit into a line.
    var payloadCapacity: Int {
        lineLength + 1 - lineOverhead
    }

    /// The window for a board with this many free bytes; `nil` if even the smallest window is too big.
    ///
    /// Adds to the window a tenth for the headers of its strings and 25 KB for tables and code, and assumes that a third of
    /// the total is garbage: the measured needs of Lua 5.1 and 5.3 on 64 bits, scaled to 32 bits. A fifth stays free.
    static func window(fitting freeHeap: Int) -> Int? {
        let room = (freeHeap * 4 / 5 * 2 / 3 - 25_000) * 10 / 11 / TokenSet.block * TokenSet.block
        switch room {
        case ..<4096: return nil
        case ...28_416: return room
        // The cheaper lengths outweigh what a slightly larger window finds.
        case ..<40_000: return 28_416
        default: return min(room, 60_160)
        }
    }
}
