import LuaREPL

/// A piece of the image as a line for the board's prompt.
struct TransferLine: Sendable, Hashable {
    /// The bytes of the image that it carries.
    var range: Range<Int>
    /// The line without its newline.
    var bytes: [UInt8]

    /// Makes the longest line that carries the image from `offset` on.
    init(image: [UInt8], from offset: Int, literal: LuaLiteral) {
        let head = Array("otaflash.w".utf8)
        let budget = REPLLine.capacity - head.count - 2 - 2
        let count = literal.prefixLength(of: image[offset...], fitting: budget)
        let payload = image[offset..<offset + count]
        range = payload.indices
        bytes = head + literal.quoted(ChunkCheck.bytes(of: payload, at: offset) + payload)
    }
}
