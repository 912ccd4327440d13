import Testing

@testable import OTAUpgrade

struct CompressedImageTests {
    @Test(arguments: CompressedSamples.all)
    func linesKeepTheirBounds(_ sample: CompressedSamples.Sample) {
        let (image, options) = (sample.image, sample.image.options)
        let unclean: Set<UInt8> = options.avoidsNUL ? [0, 8, 10, 13, 34, 92, 127] : [8, 10, 13, 34, 92, 127]
        var end = 0
        for line in image.lines {
            #expect(line.range.lowerBound == end && !line.range.isEmpty)
            #expect(line.range.count <= 2048)
            #expect(unclean.isDisjoint(with: line.payload))
            #expect(line.payload.count + options.lineOverhead <= options.lineLength + 1)
            end = line.range.upperBound
        }
        #expect(end == sample.bytes.count)
        #expect(image.statistics.payloadBytes == image.lines.reduce(0) { $0 + $1.payload.count })
    }

    @Test(arguments: CompressedSamples.all)
    func setupLinesFitTheEditor(_ sample: CompressedSamples.Sample) {
        for line in sample.image.setup {
            #expect(line.count <= 255)
            #expect(Set<UInt8>([8, 10, 13, 127]).isDisjoint(with: line))
            #expect(!sample.image.options.avoidsNUL || !line.contains(0))
        }
    }

    @Test func flushesBeforeTooMuchIsPending() throws {
        let image = CompressedImage(image: Samples.firmware(60_000), options: CompressionOptions(pendingLimit: 8192))
        var written = 0
        for line in image.lines {
            #expect(line.range.upperBound - written <= 8192)
            if line.flushes { written = line.range.upperBound / 256 * 256 }
        }
        let flushes = image.lines.count { $0.flushes }
        #expect(flushes == 7)
    }

    @Test func payloadsAreWhatTheLineLeaves() {
        let bytes = Samples.firmware(20_000)
        let usual = CompressedImage(image: bytes)
        let named = CompressedImage(image: bytes, options: CompressionOptions(lineOverhead: 23))
        let short = CompressedImage(image: bytes, options: CompressionOptions(lineLength: 200, lineOverhead: 3))
        #expect(usual.lines.map(\.payload.count).max() == 250)
        #expect(named.lines.map(\.payload.count).max() == 233)
        #expect(short.lines.map(\.payload.count).max() == 198)
        #expect(usual.lines.count < named.lines.count)
    }

    @Test func aLargerWindowFindsMore() {
        let bytes = Samples.firmware(80_000)
        let sizes = [1024, 8192, 24576, 59392].map {
            CompressedImage(image: bytes, options: CompressionOptions(window: $0)).statistics.payloadBytes
        }
        #expect(sizes == sizes.sorted(by: >))
        #expect(Set(sizes).count == sizes.count)
    }

    @Test func incompressibleBytesGrowOnlyByTheirEscapes() {
        let bytes = Samples.random(20_000, of: Array(0...255))
        let statistics = CompressedImage(image: bytes).statistics
        #expect(Double(statistics.payloadBytes) < 1.18 * 20_000)
    }

    @Test func linesAreFoundByTheirStart() {
        let image = CompressedImage(image: Samples.firmware(10_000))
        for line in image.lines {
            #expect(image.line(from: line.range.lowerBound) == line)
            #expect(image.line(from: line.range.lowerBound + 1) == nil)
        }
        #expect(image.line(from: image.size) == nil)
        #expect(image.size == 10_000)
    }

    @Test func isDeterministic() {
        let bytes = Samples.firmware(10_000)
        #expect(CompressedImage(image: bytes).lines == CompressedImage(image: bytes).lines)
    }
}
