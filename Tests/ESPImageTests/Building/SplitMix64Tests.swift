import Testing

@testable import ESPImage

@Suite struct SplitMix64Tests {
    @Test func givesThePublishedNumbers() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ]
        )
    }

    @Test func staysBelowTheLimit() {
        var random = SplitMix64(seed: 1)
        let numbers = (0..<1000).map { _ in random.number(below: 7) }
        #expect(Set(numbers) == Set(0..<7))
    }
}
