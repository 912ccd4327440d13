import Subprocess
import Testing

/// Mistakes and how they are reported: a port that is the user's own terminal, wrong arguments, firmware for another chip.
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

    @Test func `a usage error wraps at words`() async throws {
        let result = try await run(
            .name("script"),
            arguments: ["-qec", "stty cols 80; \(Tool.otaflash.path) info --device foo", "/dev/null"],
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        let lines = result.standardOutput.split { $0.isNewline }
        #expect(lines.count > 2 && lines.allSatisfy { $0.count <= 80 }, "\(lines)")
    }

    @Test func `a port that does not exist comes with the command that lists the ports`() async throws {
        let ended = try await otaflash(["info", "--port", "/dev/ttyNONE"])
        #expect(ended.status == 10)
        #expect(ended.messages.contains("  otaflash ports\n"))
    }

    @Test func `a file that is no image is named`() async throws {
        let ended = try await otaflash(["upgrade", "/etc/hostname", "--port", "/dev/ttyNONE"])
        #expect(ended.status == 20)
        #expect(ended.messages.hasPrefix("Error: /etc/hostname: This is a text file, not an application image."))
    }

    @Test func `mock-board warns of firmware that it cannot start`() async throws {
        try await expect("The board cannot start /etc/hostname: ", of: ["--firmware", "/etc/hostname"])
        try await withTemporaryFile { image in
            #expect(try await mockBoard(["make-image", "--chip", "esp32c3", image]).status == 0)
            try await withTemporaryFile { flash in
                try await expect("add --chip esp32c3", of: ["--firmware", image, "--flash", flash])
                // Flash that exists keeps its own firmware.
                try await expect(nil, of: ["--firmware", image, "--flash", flash])
            }
        }
    }

    private func expect(_ warning: String?, of options: [String]) async throws {
        let result = try await run(
            Tool.mockBoard.executable,
            arguments: Arguments(options),
            input: .none,
            output: .sequence,
            error: .string(limit: 1 << 20)
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            let ready = try await lines.next()
            try execution.send(signal: .terminate)
            #expect(ready?.hasPrefix("ready ") == true)
        }
        #expect(warning.map { result.standardError.contains($0) } ?? result.standardError.isEmpty)
    }
}
