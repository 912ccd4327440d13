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
            let line = wire.plainLine(image, from: offset)
            #expect(line.range.lowerBound == offset)
            #expect(!line.range.isEmpty)
            #expect(line.bytes.count <= REPLLine.capacity)
            if line.range.upperBound < image.count { #expect(line.bytes.count > REPLLine.capacity - 4) }
            #expect(!line.bytes.contains { ([0x08, 0x0A, 0x0D, 0x7F] as [UInt8]).contains($0) })
            offset = line.range.upperBound
        }
        #expect(offset == image.count)
    }
}
