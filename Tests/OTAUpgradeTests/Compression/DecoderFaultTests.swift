import Testing

@testable import ESPImage
@testable import OTAUpgrade

/// Whatever arrives, the board writes the image's bytes once and in order, or not at all.
struct DecoderFaultTests {
    static let image = CompressedImage(image: bytes, options: CompressionOptions(pendingLimit: 4096))
    static let bytes = Samples.firmware(24_000) + Samples.calls(6_000)

    /// The data that all tests use.
    private static let state =
        #"local o=otaflash print(o.n,o.Y,o.Q,o.G,#o.O,o.n==o.Y+#o.O,o.B[o.Y-256]and #o.B[o.Y-256])"#

    @Test(arguments: DecoderBoard.Lua.allCases, 1...6 as ClosedRange<UInt64>)
    func followsTheBoardThroughLossDoublingReorderingAndDamage(lua: DecoderBoard.Lua, seed: UInt64) {
        let board = DecoderBoard(lua)
        #expect(board.prepare(for: Self.image) == [])
        var random = SplitMix64(seed: seed)
        let writing: TransferCostModel.Writing = seed % 2 == 0 ? .direct : .deferred
        var sent = 0
        while board.expected < Self.bytes.count {
            let expected = board.expected
            guard let next = Self.image.lines.firstIndex(where: { $0.range.lowerBound == expected }) else {
                Issue.record("\(expected) is not where a line starts")
                return
            }
            var batch = Array(Self.image.lines[next..<min(next + 3, Self.image.lines.count)])
            switch random.number(below: 6) {
            case 0: batch.remove(at: random.number(below: batch.count))
            case 1: batch.insert(batch[0], at: 1)
            case 2: batch.reverse()
            case 3: batch.insert(Self.image.lines[random.number(below: next + 1)], at: 0)
            default: break
            }
            for line in batch {
                var bytes = DecoderBoard.bytes(of: line, writing: writing)
                if random.number(below: 4) == 0 { Self.damage(&bytes, &random) }
                board.run(bytes)
                sent += 1
            }
            #expect(board.flash == Array(Self.bytes.prefix(board.flash.count)))
            guard sent < 20 * Self.image.lines.count else {
                Issue.record("the transfer does not move on")
                return
            }
        }
        #expect(board.finish() == "T+\(Self.bytes.count)")
        #expect(board.flash == Self.bytes)
    }

    /// A flipped bit, a lost byte, two swapped bytes or a lost run, between the quotes.
    private static func damage(_ line: inout [UInt8], _ random: inout SplitMix64) {
        let start = 12 + random.number(below: line.count - 24)
        switch random.number(below: 4) {
        case 0: line[start] ^= 1 << UInt8(random.number(below: 8))
        case 1: line.remove(at: start)
        case 2: line.swapAt(start, start + 1)
        default: line.removeSubrange(start..<min(start + 128, line.count - 1))
        }
    }

    @Test(arguments: DecoderBoard.Lua.allCases)
    func aRefusedLineChangesNothing(lua: DecoderBoard.Lua) {
        let board = DecoderBoard(lua)
        #expect(board.prepare(for: Self.image) == [])
        for line in Self.image.lines.prefix(20) { _ = board.take(line) }
        let before = board.run(Self.state)
        let expected = board.expected
        for line in [Self.image.lines[0], Self.image.lines[19], Self.image.lines[21], Self.image.lines[40]] {
            #expect(board.take(line) == "T-\(expected)")
        }
        for text in ["otaflash.w()", "otaflash.W()", "otaflash.w\"\"", "otaflash.w\"ab\""] {
            #expect(board.run(text) == "T-\(expected)")
        }
        #expect(board.run(Self.state) == before)
    }

    /// A damaged line passes its check once in 16,381 times; the decoder must then survive it.
    @Test(arguments: DecoderBoard.Lua.allCases)
    func garbageWithAValidCheckIsRefusedOrAccepted(lua: DecoderBoard.Lua) {
        let board = DecoderBoard(lua)
        #expect(board.prepare(for: Self.image) == [])
        let clean = (UInt8.min...UInt8.max).filter { ![8, 10, 13, 34, 92, 127].contains($0) }
        var refused = 0
        for seed in 0..<200 as Range<UInt64> {
            let expected = board.expected
            let before = board.run(Self.state)
            let payload = Samples.random(40, of: clean, seed: seed)
            let check = ChunkCheck.bytes(of: payload, at: expected)
            let answer = board.run(Array("otaflash.w\"".utf8) + check + payload + [0x22])
            if answer == "T-\(expected)" {
                refused += 1
                #expect(board.run(Self.state) == before)
            } else {
                #expect(answer == "T+\(board.expected)")
                #expect(board.run("local o=otaflash print(o.n==o.Y+#o.O and #o.O<256)") == "true")
            }
        }
        #expect(refused > 0)
    }

    /// Memory may run out whenever a block is created.
    @Test(arguments: DecoderBoard.Lua.allCases)
    func anErrorWhileBlocksAreKeptChangesNothing(lua: DecoderBoard.Lua) {
        let board = DecoderBoard(lua)
        #expect(board.prepare(for: Self.image) == [])
        for (index, line) in Self.image.lines.enumerated() {
            if index % 5 == 2 {
                board.run("setmetatable(otaflash.B,{__newindex=function() error('not enough memory') end})")
                let before = board.run(Self.state)
                #expect(board.take(line) == "T-\(line.range.lowerBound)")
                #expect(board.run(Self.state) == before)
                board.run("setmetatable(otaflash.B,nil)")
            }
            #expect(board.take(line) == "T+\(line.range.upperBound)")
        }
        #expect(board.finish() == "T+\(Self.bytes.count)")
        #expect(board.flash == Self.bytes)
    }

    @Test(arguments: DecoderBoard.Lua.allCases)
    func aFailedWriteIsReportedAndNotRepeated(lua: DecoderBoard.Lua) {
        let board = DecoderBoard(lua)
        #expect(board.prepare(for: Self.image) == [])
        for (index, line) in Self.image.lines.enumerated() {
            if index % 7 == 3 { board.writeError = "ota error" }
            let answer = board.take(line)
            #expect(answer == "T+\(line.range.upperBound)" || answer == "T!ota error!\(line.range.upperBound)")
        }
        board.writeError = "ota error"
        #expect(board.finish() == "T!ota error!\(Self.bytes.count)")
        #expect(board.finish() == "T+\(Self.bytes.count)")
        #expect(board.finish() == "T+\(Self.bytes.count)")
        #expect(board.flash == Self.bytes)
    }

    /// Missing flushes cost only memory.
    @Test(arguments: DecoderBoard.Lua.allCases)
    func unwrittenBlocksStayInMemory(lua: DecoderBoard.Lua) {
        let image = CompressedImage(image: Self.bytes, options: CompressionOptions(window: 2048))
        let board = DecoderBoard(lua)
        #expect(board.prepare(for: image) == [])
        for line in image.lines {
            board.run(DecoderBoard.bytes(of: line, head: "otaflash.w"))
        }
        #expect(board.flash == [])
        #expect(board.run("otaflash.W()") == "T-\(Self.bytes.count)")
        #expect(board.flash.count == Self.bytes.count / 256 * 256)
        #expect(board.finish() == "T+\(Self.bytes.count)")
        #expect(board.flash == Self.bytes)
    }

    @Test(arguments: DecoderBoard.Lua.allCases)
    func startsAgainWithTheNextImage(lua: DecoderBoard.Lua) {
        let board = DecoderBoard(lua)
        #expect(board.prepare(for: Self.image) == [])
        for line in Self.image.lines.prefix(30) { _ = board.take(line) }
        let written = board.flash.count
        #expect(board.prepare(for: Self.image) == [])
        for line in Self.image.lines { #expect(board.take(line) == "T+\(line.range.upperBound)") }
        #expect(board.finish() == "T+\(Self.bytes.count)")
        #expect(Array(board.flash.dropFirst(written)) == Self.bytes)
    }

    @Test(arguments: DecoderBoard.Lua.allCases)
    func restoresTheGlobalsThatItReplaced(lua: DecoderBoard.Lua) {
        let board = DecoderBoard(lua, before: "w,W=1,2")
        #expect(board.prepare(for: Self.image) == [])
        #expect(board.run("print(type(w),type(W))") == "function\tfunction")
        board.run("otaflash.undo()")
        #expect(board.run("print(w,W)") == "1\t2")
    }
}
