import LuaREPL

/// Lines at the Lua prompt: a call with a quoted literal.
struct PromptWire: TransferWire {
    let literal: LuaLiteral
    /// The most bytes of a line.
    var length = REPLLine.capacity

    var method: TransferMethod { .lines }

    // One letter, since it is in every line: w keeps what it takes in memory, W writes complete pages.
    private func head(direct: Bool) -> UInt8 {
        UInt8(ascii: direct ? "W" : "w")
    }

    func enter(_ dialogue: REPLDialogue, direct: Bool) async throws(REPLError) {}

    func verify(_ dialogue: REPLDialogue) async throws(REPLError) {}

    func leave(_ dialogue: REPLDialogue) async {}

    func order(_ order: TransferOrder, number: Int) -> [UInt8] {
        // Each line states itself whether it is held back.
        let function =
            switch order {
            case .tellOffset, .holdBack: "w"
            case .writePages: "W"
            case .writeAll: "E"
            }
        return Array("otaflash.\(function)(nil,\(number))".utf8)
    }

    /// Both bytes of the check may be FF.
    var cleanCapacity: Int { length - 3 - 2 * literal.width(of: 0xFF) }

    func line(check: [UInt8], cleanPayload: [UInt8], direct: Bool) -> [UInt8] {
        let quote = [UInt8(ascii: "\"")]
        return [head(direct: direct)] + quote + check + cleanPayload + quote
    }

    func plainLine(_ image: [UInt8], from offset: Int, direct: Bool) -> TransferLine {
        let count = literal.prefixLength(of: image[offset...], fitting: cleanCapacity)
        let payload = image[offset..<offset + count]
        let bytes = [head(direct: direct)] + literal.quoted(ChunkCheck.bytes(of: payload, at: offset) + payload)
        return TransferLine(range: payload.indices, bytes: bytes)
    }
}
