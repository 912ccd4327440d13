import Testing

@testable import MockBoard

@Suite struct LineFormatTests {
    private static let even7 = LineFormat(dataBits: 7, parity: .even)
    private static let odd8 = LineFormat(parity: .odd)

    @Test("a format understands itself")
    func same() {
        for format in [.usual, Self.even7, Self.odd8, LineFormat(stopBits: 2)] {
            for byte in UInt8(0)...127 { #expect(format.received(byte, sentAs: format) == byte) }
        }
    }

    @Test("a parity bit looks like the eighth data bit")
    func parityAsData() {
        #expect(LineFormat.usual.received(UInt8(ascii: "A"), sentAs: Self.even7) == 0x41)
        #expect(LineFormat.usual.received(UInt8(ascii: "C"), sentAs: Self.even7) == 0xC3)
        #expect(Self.even7.received(0xC3, sentAs: .usual) == 0x43)
    }

    @Test("missing bits read as an idle line")
    func idle() {
        #expect(LineFormat.usual.received(0, sentAs: LineFormat(dataBits: 5)) == 0xE0)
    }

    @Test("stop bits take time and damage nothing")
    func stopBits() {
        let two = LineFormat(stopBits: 2)
        #expect(two.agrees(with: .usual) && two.tenths == 11 && LineFormat.usual.tenths == 10)
        #expect(!Self.even7.agrees(with: .usual) && !Self.odd8.agrees(with: .usual))
    }
}
