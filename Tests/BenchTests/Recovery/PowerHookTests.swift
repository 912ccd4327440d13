import Bench
import FoundationEssentials
import Testing

struct PowerHookTests {
    @Test func theCommandGetsVerbAndBoardAsWordsOfTheirOwn() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "hook-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await PowerHook("printf '%s|' >'\(file)' first").run(.cycle, board: "esp 1; rm")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "first|cycle|esp 1; rm|")
    }

    @Test func aFailureSaysStatusAndTheLastComplaint() async {
        await #expect(throws: PowerHookError(command: "echo no >&2; false", reason: "it ended with status 1: no")) {
            try await PowerHook("echo no >&2; false").run(.off, board: "esp1")
        }
    }
}
