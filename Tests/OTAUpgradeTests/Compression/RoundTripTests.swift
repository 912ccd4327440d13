import Testing

@testable import ESPImage
@testable import OTAUpgrade

struct RoundTripTests {
    @Test(arguments: CompressedSamples.all)
    func decoderRestoresEverySample(_ sample: CompressedSamples.Sample) {
        Self.expectRoundTrip(sample.bytes, sample.image)
    }

    @Test(arguments: 1...16 as ClosedRange<UInt64>)
    func decoderRestoresMixtures(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bytes: [UInt8] = []
        while bytes.count < 8_000 {
            switch random.number(below: 4) {
            case 0: bytes += Samples.random(random.number(below: 300), of: Array(0...255), seed: random.next())
            case 1: bytes += [UInt8](repeating: UInt8(random.number(below: 256)), count: random.number(below: 200))
            case 2:
                bytes += Samples.random(
                    random.number(below: 100),
                    of: [0, 8, 10, 13, 34, 92, 127],
                    seed: random.next()
                )
            default:
                guard !bytes.isEmpty else { continue }
                let start = random.number(below: bytes.count)
                bytes += bytes[start..<min(bytes.count, start + random.number(below: 400))]
            }
        }
        let options = CompressionOptions(
            window: (1 + random.number(below: 40)) * 256,
            avoidsNUL: random.number(below: 2) == 0,
            lineOverhead: 3 + random.number(below: 60)
        )
        Self.expectRoundTrip(bytes, CompressedImage(image: bytes, options: options))
    }

    static func expectRoundTrip(_ bytes: [UInt8], _ image: CompressedImage) {
        for lua in DecoderBoard.Lua.allCases {
            for writing in [TransferCostModel.Writing.direct, .deferred] {
                let board = DecoderBoard(lua)
                #expect(board.prepare(for: image) == [])
                for line in image.lines {
                    let answer = board.take(line, writing: writing)
                    guard answer == "T+\(line.range.upperBound)" else {
                        Issue.record("\(lua), \(writing): \(answer) to the line of \(line.range)")
                        return
                    }
                }
                #expect(board.finish() == "T+\(bytes.count)")
                #expect(board.flash == bytes)
                #expect(board.writes.dropLast().allSatisfy { $0 == 256 })
            }
        }
    }
}
