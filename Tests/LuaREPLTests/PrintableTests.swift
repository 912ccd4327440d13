import LuaREPL
import Testing

@Suite struct PrintableTests {
    /// Everything that a terminal executes instead of displaying, or that changes how the text around it is displayed.
    static let harmful: [UInt32] =
        Array(0x00...0x1F) + Array(0x7F...0x9F) + [0xAD, 0x061C] + Array(0x200B...0x200F) + [0x2028, 0x2029]
        + Array(0x202A...0x202E) + Array(0x2060...0x2064) + Array(0x2066...0x2069) + [0xFEFF, 0xFFF9, 0xE0001, 0xE0041]

    @Test(arguments: harmful)
    func nothingHarmfulIsShown(_ value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(!scalar.isPrintable)
        #expect("a\(scalar)b".printable == "a?b")
        // A scalar may form one character with its neighbours.
        #expect("\r\(scalar)\u{301}".printable.unicodeScalars.allSatisfy { $0.isPrintable })
    }

    @Test(arguments: ["a", "ä", "→", "…", "日本", "🙂", "e\u{301}", " ", "\u{A0}", "\u{E000}"])
    func harmlessCharactersAreKept(_ text: String) {
        #expect(text.printable == text)
    }

    @Test func someCharactersCanBeKept() {
        #expect("a\nb\tc\r\n".printable(keeping: ["\n", "\t"]) == "a\nb\tc?\n")
    }

    @Test func rawC1BytesAreInvalidUTF8AndHarmless() {
        #expect(String(decoding: [0x61, 0x9B, 0x32, 0x4A], as: UTF8.self).printable == "a\u{FFFD}2J")
        #expect(String(decoding: [0x61, 0xC2, 0x9B, 0x32, 0x4A], as: UTF8.self).printable == "a?2J")
    }
}
