import Subprocess
import Testing

/// Mistakes that would go unnoticed: a port that is the user's own terminal, and firmware that a mock board cannot start.
struct MistakenPortTests {
    @Test func `the terminal of the command is refused before anything is written to it`() async throws {
        // script(1) gives the command a terminal of its own.
        let result = try await run(
            .name("script"),
            arguments: ["-qec", "\(Tool.otaflash.path) info --port /dev/tty", "/dev/null"],
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        #expect(result.standardOutput.contains("/dev/tty is the terminal of this command, not a serial port."))
        #expect(!result.standardOutput.contains("print("))
    }

    @Test(arguments: [("/etc/hostname", "The board cannot start /etc/hostname: ")])
    func `mock-board warns of firmware that it cannot start`(_ file: String, _ warning: String) async throws {
        let result = try await run(
            .name("timeout"),
            arguments: ["1", Tool.mockBoard.path, "--firmware", file],
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        #expect(result.standardOutput.hasPrefix("ready "))
        #expect(result.standardError.contains(warning))
    }
}
