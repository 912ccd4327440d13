import LuaREPL

/// The image as it is, in literals as long as a line allows.
struct PlainEncoding: TransferEncoding {
    let image: [UInt8]
    let literal: LuaLiteral

    /// The function that takes a line; one letter, since it stands in each.
    static let head = Array("w".utf8)

    var size: Int { image.count }
    var setup: [[UInt8]] { [] }
    var finish: [UInt8]? { nil }

    /// The longest line that carries the image from `offset` on.
    func line(from offset: Int) -> TransferLine {
        let budget = REPLLine.capacity - Self.head.count - 2 - 2
        let count = literal.prefixLength(of: image[offset...], fitting: budget)
        let payload = image[offset..<offset + count]
        let bytes = Self.head + literal.quoted(ChunkCheck.bytes(of: payload, at: offset) + payload)
        return TransferLine(range: payload.indices, bytes: bytes)
    }
}
