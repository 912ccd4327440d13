import MockBoard
import Testing

/// Builds of the newer lines with an old `sdkconfig`: line ends are translated.
@Suite struct LineEndingTests {
    @Test("output has a CR before each LF, even in raw data", arguments: [FirmwareLine.idf5, .console])
    func output(_ line: FirmwareLine) async throws {
        let write = line == .console ? "console.write('a\\nb')" : "uart.write(0,'a\\nb')"
        for sendsCarriageReturns in [true, false] {
            let prompt = try await PromptConversation(line, isInstant: true) {
                $0.sendsCarriageReturns = sendsCarriageReturns
            }
            let said = try await prompt.bytes(typing: Array((write + "\n").utf8))
            let newline = sendsCarriageReturns ? "\r\n" : "\n"
            #expect(String(decoding: said, as: UTF8.self) == "\(write)\(newline)a\(newline)b> ")
        }
    }

    @Test("a CR from the host is read as LF, even in raw data", arguments: [FirmwareLine.idf5, .console])
    func input(_ line: FirmwareLine) async throws {
        let start = line == .console ? "" : "uart.start(0) "
        let module = line == .console ? "console" : "uart"
        for takesCarriageReturnForNewline in [true, false] {
            let prompt = try await PromptConversation(line, isInstant: true) {
                $0.takesCarriageReturnForNewline = takesCarriageReturnForNewline
            }
            #expect(try await prompt.typing("print(1)\r").hasSuffix("1\n> "))
            let prompts = try await prompt.typing("print(1)\r\n").ranges(of: "> ").count
            #expect(prompts == (takesCarriageReturnForNewline ? 2 : 1), "CR LF is two ends of lines then")
            _ = try await prompt.answer(to: "\(start)\(module).on('data',3,function(s) print(s:byte(1,-1)) end,0)")
            let newline = takesCarriageReturnForNewline ? 10 : 13
            #expect(try await prompt.typing("a\rb").contains("97\t\(newline)\t98"))
        }
    }
}
