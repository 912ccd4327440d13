import Testing

@testable import OTAUpgrade

struct CompressionOptionsTests {
    @Test(
        arguments: [
            (heap: 0, window: nil), (40_000, nil), (60_000, 6_144), (90_000, 20_736), (97_500, 24_320),
            (110_000, 28_416),
            (125_000, 28_416), (140_000, 45_056), (180_000, 60_160), (4_000_000, 60_160),
        ] as [(heap: Int, window: Int?)]
    )
    func windowFollowsTheHeap(heap: Int, window: Int?) {
        #expect(CompressionOptions.window(fitting: heap) == window)
    }

    @Test func payloadIsWhatTheLineLeaves() {
        #expect(CompressionOptions().payloadCapacity == 250)
        #expect(CompressionOptions(lineLength: 254, lineOverhead: 3).payloadCapacity == 252)
        #expect(CompressionOptions(lineOverhead: 15).payloadCapacity == 241)
    }

    /// The window for a certain heap must not lose the cheaper lengths, not even on boards without NUL.
    @Test(arguments: [false, true])
    func aMediumWindowKeepsTheCheaperLengths(avoidsNUL: Bool) {
        let alphabet = CleanAlphabet(avoidsNUL: avoidsNUL)
        #expect(TokenSet(window: 28_416, alphabet: alphabet).foldsFar)
        #expect(!TokenSet(window: 40_000, alphabet: alphabet).foldsFar)
    }
}
