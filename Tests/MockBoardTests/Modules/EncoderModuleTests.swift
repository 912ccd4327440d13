import MockBoard
import Testing

/// `encoder` (`nodemcu-firmware dev-esp32 encoder.c`).
@Suite struct EncoderModuleTests {
    @Test("encoder takes hexadecimal digits only", arguments: ["+1", " 1", "0x", "g0", "1"])
    func hexadecimal(_ text: String) async throws {
        let prompt = try await PromptConversation(isInstant: true)
        #expect(try await prompt.answer(to: "encoder.fromHex('\(text)')").contains("Invalid hex string"))
        #expect(try await prompt.answer(to: "=encoder.fromHex('4A4b')") == "JK\n> ")
    }
}
