import Compression
import Testing

struct CompressionOptionsTests {
    @Test(
        arguments: [
            (heap: 0, window: nil), (40_000, nil), (60_000, 6_144), (90_000, 20_736), (97_500, 24_320),
            (110_000, 28_928),
            (125_000, 28_928), (140_000, 45_056), (180_000, 60_160), (4_000_000, 60_160),
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
}
