import Testing

@testable import OTAUpgrade

struct CodebookTests {
    private static let counts = (0...255).map { value in (value * 7919) % 257 }

    private static func codebook(avoidsNUL: Bool, window: Int = 24576) -> Codebook {
        let alphabet = CleanAlphabet(avoidsNUL: avoidsNUL)
        return Codebook(
            literalCounts: counts,
            tokens: TokenSet(window: window, alphabet: alphabet),
            alphabet: alphabet
        )
    }

    @Test(arguments: [false, true])
    func leadsAreTheRarestCleanValuesAndAllDifferent(avoidsNUL: Bool) {
        let codebook = Self.codebook(avoidsNUL: avoidsNUL)
        let leads = codebook.near + codebook.far + codebook.again + codebook.codes + [codebook.escape]
        #expect(Set(leads).count == leads.count)
        #expect(leads.count == codebook.tokens.leadCount(codes: avoidsNUL ? 7 : 6))
        #expect(leads.allSatisfy { codebook.alphabet.ranks[Int($0)] > 0 })
        let commonest = leads.map { Self.counts[Int($0)] }.max() ?? 0
        let others = codebook.alphabet.values.filter { !leads.contains($0) }
        #expect(others.allSatisfy { Self.counts[Int($0)] >= commonest })
    }

    @Test(arguments: [24576, 59392])
    func everyTokenHasCleanAndUniqueBytes(window: Int) {
        let codebook = Self.codebook(avoidsNUL: true, window: window)
        let tokens = codebook.tokens
        var all = (0...255).map { Token.literal(UInt8($0)) } + tokens.again.map { .again(length: $0) }
        for length in Set(tokens.near) {
            all += (1...tokens.nearReach[length]).map { .near(length: length, distance: $0) }
        }
        for length in tokens.farLengths {
            let distances = [1, 248, 249, 250, 1000, tokens.farReach - 1, tokens.farReach]
            all += distances.map { .far(length: length, distance: $0) }
        }
        var written: Set<[UInt8]> = []
        for token in all {
            var payload: [UInt8] = []
            codebook.append(token, to: &payload)
            #expect(payload.allSatisfy { codebook.alphabet.ranks[Int($0)] > 0 })
            written.insert(payload)
        }
        #expect(written.count == all.count)
    }

    @Test(arguments: [false, true])
    func alphabetHasTheRawBytesOfALiteral(avoidsNUL: Bool) {
        let alphabet = CleanAlphabet(avoidsNUL: avoidsNUL)
        #expect(alphabet.values.count == (avoidsNUL ? 249 : 250))
        #expect(
            (1...alphabet.values.count).map { alphabet.ranks[Int(alphabet.value(rank: $0))] }
                == Array(1...alphabet.values.count)
        )
        #expect(alphabet.literalWidths.enumerated().allSatisfy { ($1 == 1) == alphabet.values.contains(UInt8($0)) })
    }
}
