import MockBoard
import Testing

/// `encoder` (`nodemcu-firmware dev-esp32 encoder.c`).
@Suite struct EncoderModuleTests {
    @Test("encoder accepts only hexadecimal digits", arguments: ["+1", " 1", "0x", "g0", "1"])
    func hexadecimal(_ text: String) async throws {
        let prompt = try await PromptConversation(isInstant: true) { $0.hasEncoder = true }
        #expect(try await prompt.answer(to: "encoder.fromHex('\(text)')").contains("Invalid hex string"))
        #expect(try await prompt.answer(to: "=encoder.fromHex('4A4b')") == "JK\n> ")
    }

    @Test("only builds that include encoder have it", arguments: FirmwareLine.allCases)
    func isOptional(_ line: FirmwareLine) async throws {
        for hasEncoder in [false, true] {
            let prompt = try await PromptConversation(line, isInstant: true) { $0.hasEncoder = hasEncoder }
            #expect(try await prompt.answer(to: "=encoder~=nil") == "\(hasEncoder)\n> ")
            guard line == .idf5 || line == .console else { continue }
            let names = try await prompt.answer(to: "=node.info('build_config').modules")
            #expect(names.split(whereSeparator: { ",\n".contains($0) }).contains("encoder") == hasEncoder)
        }
    }
}
