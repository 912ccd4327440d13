import Testing

@testable import OTAUpgrade

/// The decoder's cost on the board; a change that increases it shows here.
struct DecoderCostTests {
    @Test(arguments: DecoderBoard.Lua.allCases)
    func executesFewInstructionsPerByte(lua: DecoderBoard.Lua) {
        let image = CompressedImage(image: Samples.firmware(30_000))
        let measured = DecoderBoard.instructions(of: image, lua)
        #expect(Double(measured) / 30_000 < 6.2)
        #expect(abs(Double(image.load.instructions) / Double(measured) - 1) < 0.05)
    }

    @Test(arguments: DecoderBoard.Lua.allCases)
    func plainLinesCostWhatTheModelPredicts(lua: DecoderBoard.Lua) {
        let bytes = Samples.random(4_800, of: Array(0x80...0xFF))
        let board = DecoderBoard(lua, instructionsPerTick: 1)
        let lines = stride(from: 0, to: bytes.count, by: 250).map { start in
            CompressedLine(
                range: start..<min(start + 250, bytes.count),
                payload: Array(bytes[start..<min(start + 250, bytes.count)]),
                flushes: false
            )
        }
        let before = board.instructions
        for line in lines { #expect(board.take(line, writing: .deferred) == "T+\(line.range.upperBound)") }
        let measured = board.instructions - before
        let load = TransferLoad.plain(image: bytes)
        #expect(load.lines == lines.count)
        #expect(load.wireBytes == bytes.count + 6 * lines.count)
        #expect(abs(Double(load.instructions) / Double(measured) - 1) < 0.05)
    }

    /// On a 64-bit machine; an ESP32, with pointers of half the size, needs about two thirds.
    @Test(arguments: DecoderBoard.Lua.allCases)
    func heapIsTheWindowAndLittleMore(lua: DecoderBoard.Lua) {
        let image = CompressedImage(image: Samples.firmware(80_000))
        let board = DecoderBoard(lua)
        board.run("collectgarbage()")
        let before = board.memory
        #expect(board.prepare(for: image) == [])
        var peak = 0
        for line in image.lines {
            _ = board.take(line)
            peak = max(peak, board.memory - before)
        }
        board.run("collectgarbage()")
        #expect(board.memory - before < 72_000)
        #expect(peak < 100_000)
    }
}
