import MockBoard
import Testing

/// `console` (`nodemcu-firmware dev-esp32 console.c`, `serial_common.c`, since December 2024).
@Suite struct ConsoleModuleTests {
    private func answer(to line: String) async throws -> String {
        try await PromptConversation(.console, .lua53, isInstant: true).answer(to: line)
    }

    @Test(arguments: [
        ("1e10", "\0"), ("math.huge", "\0"), ("-0.0", "\0"), ("65,66", "AB"), ("'a',nil,{},'b'", "ab"), ("0.5", "\0"),
    ])
    func `write converts numbers as C does, and skips other values`(_ values: String, _ written: String)
        async throws
    {
        #expect(try await answer(to: "console.write(\(values))") == written + "> ")
    }

    @Test(arguments: [
        ("console.write('a',256)", "invalid number"), ("console.write(-1)", "invalid number"),
        ("console.on('data',1.5,print)", "bad argument #2 to 'on' (number has no integer representation)"),
        ("console.on('data','ab',print)", "only single byte end marker supported"),
        ("console.on('dat',print)", "method not supported"),
        ("console.mode(0.5)", "bad argument #1 to 'mode' (number has no integer representation)"),
        ("console.mode(2)", "invalid mode"),
    ])
    func `invalid arguments are refused`(_ line: String, _ message: String) async throws {
        #expect(try await answer(to: line).contains("Lua error: \tstdin:1: \(message)\n"))
    }

    @Test func `a method's name ends at its first NUL`() async throws {
        let prompt = try await PromptConversation(.console, .lua53, isInstant: true)
        #expect(try await prompt.answer(to: "console.on('data\\0x',';',function(s) seen=s end)") == "> ")
        _ = try await prompt.typing("--a;\n")
        #expect(try await prompt.answer(to: "=seen") == "--a;\n> ")
    }
}
