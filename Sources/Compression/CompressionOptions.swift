/// How an image is to be compressed for a certain board and prompt.
public struct CompressionOptions: Sendable, Hashable {
    /// How many bytes of the image the board keeps to copy from, a multiple of 256; the rest is taken off.
    ///
    /// Up to 28,416 bytes a far copy says its length more cheaply; beyond 60,160 nothing is gained.
    public var window: Int
    /// Whether NUL is kept out of the lines, as NodeMCU on IDF 3 needs (`dev-esp32-idf3-final lua.c`).
    public var avoidsNUL: Bool
    /// The most bytes of a line before its newline (`nodemcu-firmware dev-esp32 linput.c`, `LUA_MAXINPUT`: 255).
    public var lineLength: Int
    /// How many bytes a line has beside its payload: what stands around it, the two bytes of the check, the newline.
    public var lineOverhead: Int
    /// The most bytes of the image that may wait in the board's memory before they are written to flash.
    public var pendingLimit: Int

    /// Makes options; the defaults need some 70 KB of heap, and a function of one letter in front of a quoted literal.
    public init(
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
    public var payloadCapacity: Int {
        lineLength + 1 - lineOverhead
    }

    /// The window to choose for a board with so many free bytes, or nothing where even the smallest is too much.
    ///
    /// Counts a tenth on top of the window for the heads of its strings, 25 KB for tables and code, and that a third of the
    /// whole is garbage: what Lua 5.1 and 5.3 needed on a machine of 64 bits, scaled down to one of 32. A fifth stays free.
    public static func window(fitting freeHeap: Int) -> Int? {
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
