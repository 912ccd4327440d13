import Testing

@testable import OTAUpgrade

struct TransferCostModelTests {
    static let compressed = load(bytesPerLine: 357, instructionsPerLine: 2680)

    /// A megabyte in lines of 256 bytes.
    private static func load(bytesPerLine: Double, instructionsPerLine: Int) -> TransferLoad {
        let lines = Int(1_000_000 / bytesPerLine)
        return TransferLoad(
            imageBytes: 1_000_000,
            lines: lines,
            wireBytes: lines * 256,
            instructions: lines * instructionsPerLine,
            stringBytes: 3_000_000,
            pages: max(lines, 3907),
            flushes: 1_000_000 / 16384
        )
    }

    /// The results of a prototype on the firmware's own prompt at 115,200 baud: plain, a part of an image and a complete one.
    @Test(arguments: [
        (bytesPerLine: 235.7, instructions: 709, window: 1, efficiency: 0.702), (235.7, 709, 2, 0.930),
        (235.7, 709, 3, 0.930), (332, 2490, 1, 0.932), (332, 2490, 2, 1.307), (357, 2680, 2, 1.389),
    ])
    func agreesWithTheMeasurements(bytesPerLine: Double, instructions: Int, window: Int, efficiency: Double) {
        let load = Self.load(bytesPerLine: bytesPerLine, instructionsPerLine: instructions)
        let model = TransferCostModel(lineRate: 11520, latency: .zero, window: window)
        #expect(abs(model.bytesPerSecond(for: load) / 11520 / efficiency - 1) < 0.05)
    }

    @Test func aSlowerMachineIsNeverFaster() {
        for writing in [TransferCostModel.Writing.direct, .deferred] {
            for window in 1...3 {
                var model = TransferCostModel(lineRate: 92160, window: window)
                var last = Double.infinity
                for factor in [0, 1, 2, 4, 16] {
                    model.perInstruction = .nanoseconds(500 * factor)
                    let rate = model.bytesPerSecond(for: Self.compressed, writing: writing)
                    #expect(rate < last)
                    last = rate
                }
            }
        }
    }

    @Test func eachCostCounts() {
        let base = TransferCostModel(lineRate: 92160, window: 1)
        let rate = base.bytesPerSecond(for: Self.compressed)
        let changes: [(inout TransferCostModel) -> Void] = [
            { $0.latency *= 10 }, { $0.luaPerByte *= 2 }, { $0.perLine *= 2 }, { $0.perInstruction *= 2 },
            { $0.perStringByte *= 2 }, { $0.perPage *= 2 }, { $0.lineRate /= 2 }, { $0.tasksShareProcessor = true },
            { $0.consolePerByte *= 4 },
        ]
        for change in changes {
            var model = base
            change(&model)
            #expect(model.bytesPerSecond(for: Self.compressed) < rate)
        }
    }

    @Test func writingLaterCostsTheWaits() {
        let model = TransferCostModel(lineRate: 11520)
        let direct = model.bytesPerSecond(for: Self.compressed)
        let deferred = model.bytesPerSecond(for: Self.compressed, writing: .deferred)
        #expect(deferred < direct)
        #expect(deferred > 0.9 * direct)
    }

    @Test func firmwareIsCompressed() {
        let bytes = Samples.firmware(60_000)
        let compressed = CompressedImage(image: bytes).load
        for rate in [960.0, 11520, 92160] {
            #expect(TransferCostModel(lineRate: rate).favours(compressed, over: .plain(image: bytes)))
        }
    }

    @Test func noiseIsNotCompressed() {
        let bytes = Samples.random(60_000, of: Array(0...255))
        let compressed = CompressedImage(image: bytes).load
        for rate in [960.0, 11520, 92160] {
            #expect(!TransferCostModel(lineRate: rate).favours(compressed, over: .plain(image: bytes)))
        }
    }

    @Test func aSlowMachineOnAFastLineIsFasterWithoutCompression() {
        let bytes = Samples.firmware(60_000)
        let compressed = CompressedImage(image: bytes).load
        var model = TransferCostModel(lineRate: 92160)
        model.perInstruction = .microseconds(20)
        #expect(!model.favours(compressed, over: .plain(image: bytes)))
        model.lineRate = 960
        #expect(model.favours(compressed, over: .plain(image: bytes)))
    }

    @Test func aSmallImageIsNotWorthTheDecoder() {
        let bytes = Samples.firmware(3_000)
        let compressed = CompressedImage(image: bytes).load
        #expect(!TransferCostModel(lineRate: 11520).favours(compressed, over: .plain(image: bytes)))
    }

    @Test func anEmptyLoadTakesNoTime() {
        let load = TransferLoad(imageBytes: 0, lines: 0, wireBytes: 0, instructions: 0, stringBytes: 0, pages: 0)
        #expect(TransferCostModel(lineRate: 11520).seconds(for: load) == 0)
        #expect(TransferCostModel(lineRate: 11520).bytesPerSecond(for: load) == 0)
    }

    @Test func escapesAreCounted() {
        let bytes: [UInt8] = [0x00, 0x08, 0x22, 0x7F, 0x41]
        let literal = TransferLoad.plain(image: bytes)
        let withoutNUL = TransferLoad.plain(image: bytes, options: CompressionOptions(avoidsNUL: true))
        let frame = TransferLoad.plain(image: bytes, options: CompressionOptions(lineOverhead: 3), isEscaped: false)
        #expect([literal, withoutNUL, frame].map(\.wireBytes) == [10 + 6, 13 + 6, 5 + 3])
        #expect([literal, withoutNUL, frame].map(\.lines) == [1, 1, 1])
    }
}
