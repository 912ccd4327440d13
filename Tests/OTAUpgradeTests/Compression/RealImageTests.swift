import SharedFiles
import Testing

@testable import OTAUpgrade

@Suite(.enabled(if: SharedFiles.folder != nil, "\(SharedFiles.absence)"))
struct RealImageTests {
    @Test(arguments: SharedFiles.images)
    func decoderRestoresParts(name: String) throws {
        let bytes = try SharedFiles.image(name)
        // Data and the start of the code; whole images take long in a debug build.
        let part = bytes.count > 220_000 ? Array(bytes[170_000..<220_000]) : bytes
        RoundTripTests.expectRoundTrip(part, CompressedImage(image: part))
    }

    /// The bounds are the figures when they were written, plus half a percent.
    @Test func aWholeImageTakesFewLinesAndInstructions() throws {
        let bytes = try SharedFiles.image("nodemcu-esp32-miklas.bin")
        let image = CompressedImage(image: bytes)
        RoundTripTests.expectRoundTrip(bytes, image)
        #expect(Double(image.statistics.payloadBytes) / Double(bytes.count) < 0.687)
        #expect(image.lines.count < 2328)
        #expect(image.statistics.rewrittenCalls > 15_000)
        for lua in DecoderBoard.Lua.allCases {
            let measured = DecoderBoard.instructions(of: image, lua)
            #expect(Double(measured) / Double(bytes.count) < 7.15)
            #expect(abs(Double(image.load.instructions) / Double(measured) - 1) < 0.03)
        }
    }
}
