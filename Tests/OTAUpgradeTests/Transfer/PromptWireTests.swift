import LuaREPL
import Testing

@testable import OTAUpgrade

@Suite struct PromptWireTests {
    @Test("a line is as long as the editor allows and no longer", arguments: [false, true])
    func length(_ escapesNUL: Bool) {
        let literal = LuaLiteral(escapesNUL: escapesNUL)
        let image = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ $0 >> 3) }
        let wire = PromptWire(literal: literal)
        var offset = 0
        while offset < image.count {
            let line = wire.plainLine(image, from: offset, direct: true)
            #expect(line.range.lowerBound == offset)
            #expect(!line.range.isEmpty)
            #expect(line.bytes.count <= REPLLine.capacity)
            if line.range.upperBound < image.count { #expect(line.bytes.count > REPLLine.capacity - 4) }
            #expect(!line.bytes.contains { ([0x08, 0x0A, 0x0D, 0x7F] as [UInt8]).contains($0) })
            offset = line.range.upperBound
        }
        #expect(offset == image.count)
    }

    @Test("a short line is short", arguments: [64, 203, 255])
    func shorter(_ length: Int) {
        let image = [UInt8](repeating: UInt8(ascii: "\""), count: 2000)
        let wire = PromptWire(literal: LuaLiteral(), length: length)
        let line = wire.plainLine(image, from: 0, direct: true)
        #expect((length - 1...length).contains(line.bytes.count))
        #expect(line.range == 0..<(length - 5) / 2)
    }

    @Test("a line is a call with one literal", arguments: [true, false])
    func cleanLine(_ direct: Bool) {
        let wire = PromptWire(literal: LuaLiteral())
        let check = ChunkCheck.bytes(of: [1, 2], at: 7)
        let line = wire.line(check: check, cleanPayload: [1, 2], direct: direct)
        #expect(line == Array((direct ? "W\"" : "w\"").utf8) + check + [1, 2] + [UInt8(ascii: "\"")])
        let full = [UInt8](repeating: 1, count: wire.cleanCapacity)
        #expect(wire.line(check: check, cleanPayload: full, direct: direct).count == REPLLine.capacity)
        let orders: [(TransferOrder, String)] = [
            (.tellOffset, "w"), (.holdBack, "w"), (.writePages, "W"), (.writeAll, "E"),
        ]
        for (order, function) in orders {
            #expect(wire.order(order, number: 12) == Array("otaflash.\(function)(nil,12)".utf8))
        }
    }

    @Test func aPlainLineEscapesALineEnd() {
        let line = PromptWire(literal: LuaLiteral()).plainLine([0x41, 0x0A, 0x42], from: 0, direct: false)
        let check = ChunkCheck.bytes(of: [0x41, 0x0A, 0x42], at: 0)
        #expect(line.bytes == Array("w\"".utf8) + check + Array(#"A\nB""#.utf8))
    }

    @Test("lines with escaped FF contain no FF and fit, whatever their check is")
    func linesWithoutFF() {
        let wire = PromptWire(literal: LuaLiteral(escapesFF: true))
        let images = [[UInt8](repeating: 0xFF, count: 4096), (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 151) }]
        for image in images {
            for offset in stride(from: 0, to: image.count, by: 37) {
                let line = wire.plainLine(image, from: offset, direct: false)
                #expect(!line.bytes.contains(0xFF))
                #expect(line.bytes.count <= REPLLine.capacity)
                #expect(!line.range.isEmpty)
            }
        }
    }
}
