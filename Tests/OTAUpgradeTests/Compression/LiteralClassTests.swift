import Testing

@testable import OTAUpgrade

struct LiteralClassTests {
    /// Leads next to every character that is special in a class.
    static let rareValues: [[UInt8]] = [
        Array(0x80...0xFF), Array(0x00...0x40), Array(stride(from: 1, to: 255, by: 2)),
        Array("$&,./\\[_Z^]-%".utf8), [1, 9, 11],
    ]

    @Test(arguments: rareValues, DecoderBoard.Lua.allCases)
    func matchesLiteralsAndNothingElse(rare: [UInt8], lua: DecoderBoard.Lua) {
        let alphabet = CleanAlphabet(avoidsNUL: false)
        var counts = [Int](repeating: 100, count: 256)
        for value in rare { counts[Int(value)] = 1 }
        let codebook = Codebook(
            literalCounts: counts,
            tokens: TokenSet(window: 24576, alphabet: alphabet),
            alphabet: alphabet
        )
        let board = DecoderBoard(lua)
        let pattern = LiteralClass(codebook: codebook).pattern
        #expect(board.run(Array("otaflash.c=\"^[".utf8) + pattern + Array("]$\"".utf8)) == "")
        for value in alphabet.values + [0x0A] {
            let answer = board.run("print(string.char(\(value)):find(otaflash.c)~=nil)")
            #expect(answer == "\(value != 0x0A && !codebook.isLead[Int(value)])", "\(value)")
        }
    }
}
