/// The firmware's line editor: bytes in, echo and finished lines out.
///
/// Source: `nodemcu-firmware dev-esp32 linput.c` (`feed_lua_input`), the same in `dev-esp32-idf4-legacy`; and
/// `dev-esp32-idf3-final lua.c` (`readline`), which keeps reading into the same buffer after a line end.
struct LineEditor {
    /// The effect of a byte.
    enum Action: Hashable {
        /// Nothing is echoed.
        case none
        /// The byte is echoed.
        case echo(UInt8)
        /// A character is erased from the screen.
        case erase
        /// An empty line: the prompt is repeated.
        case emptyLine
        /// A line is complete.
        case line
    }

    /// The buffer's size in bytes; the next byte discards its content.
    static let capacity = 255

    /// The content of the line.
    private(set) var buffer: [UInt8] = []
    private var lastLineEnd: UInt8?
    private let isIDF3: Bool

    init(isIDF3: Bool = false) {
        self.isIDF3 = isIDF3
        buffer.reserveCapacity(256)
    }

    mutating func take(_ byte: UInt8) -> Action {
        switch byte {
        case 0x0A where lastLineEnd == 0x0D, 0x0D where lastLineEnd == 0x0A:
            if isIDF3 { lastLineEnd = nil }
            return .none
        case 0x08, 0x7F:
            if isIDF3 { lastLineEnd = nil }
            return buffer.popLast() == nil ? .none : .erase
        case 0x0A, 0x0D:
            lastLineEnd = byte
            return buffer.isEmpty ? .emptyLine : .line
        default:
            lastLineEnd = nil
            if buffer.count == Self.capacity { buffer.removeAll(keepingCapacity: true) }
            buffer.append(byte)
            return .echo(byte)
        }
    }

    /// Stores a byte without interpreting it.
    mutating func keep(_ byte: UInt8) {
        buffer.append(byte)
    }

    /// Returns the complete line without its end, and empties the buffer.
    mutating func takeLine() -> [UInt8] {
        let line = buffer
        buffer.removeAll(keepingCapacity: true)
        return line
    }
}
