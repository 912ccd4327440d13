import LuaREPL

/// Lines at the Lua prompt: a call with a quoted literal.
struct PromptWire: TransferWire {
    let literal: LuaLiteral
    /// The most bytes of a line.
    var length = REPLLine.capacity

    var method: TransferMethod { .lines }

    // One letter, since it stands in every line: w holds back what it may, W writes whole pages.
    private func head(direct: Bool) -> UInt8 {
        UInt8(ascii: direct ? "W" : "w")
    }

    func enter(_ dialogue: REPLDialogue, direct: Bool) async throws(REPLError) {}

    func leave(_ dialogue: REPLDialogue) async {}

    func question(direct: Bool) -> [UInt8] {
        Array("otaflash.w()".utf8)
    }

    func flush(all: Bool) -> [UInt8] {
        Array((all ? "otaflash.E()" : "otaflash.W()").utf8)
    }

    var cleanCapacity: Int { length - 5 }

    func line(check: [UInt8], cleanPayload: [UInt8], direct: Bool) -> [UInt8] {
        let quote = [UInt8(ascii: "\"")]
        return [head(direct: direct)] + quote + check + cleanPayload + quote
    }

    func plainLine(_ image: [UInt8], from offset: Int) -> TransferLine {
        let count = literal.prefixLength(of: image[offset...], fitting: cleanCapacity)
        let payload = image[offset..<offset + count]
        let bytes = [head(direct: false)] + literal.quoted(ChunkCheck.bytes(of: payload, at: offset) + payload)
        return TransferLine(range: payload.indices, bytes: bytes)
    }
}
