import FoundationEssentials
import Subprocess
import Testing
import TransportTrace

@testable import Reports
@testable import otaflash

/// A disk that fills up during a run, simulated by a limit on the file size.
@Suite struct FullDiskTests {
    /// Runs `otaflash` with a limit on the file size.
    private func limited(_ kilobytes: Int, _ arguments: [String]) async throws -> Ended {
        let result = try await run(
            .name("bash"),
            arguments: Arguments(
                ["-c", "ulimit -f \(kilobytes); exec \"$@\"", "bash", Tool.otaflash.path] + arguments
            ),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        guard case .exited(let status) = result.terminationStatus else {
            return Ended(status: -1, output: result.standardOutput, messages: "\(result.terminationStatus)")
        }
        return Ended(status: status, output: result.standardOutput, messages: result.standardError)
    }

    @Test func `an upgrade continues if its trace cannot be written`() async throws {
        try await withMockBoard { bench, _ in
            let file = bench.folder + "/run.trace"
            let ended = try await limited(
                8,
                ["upgrade", bench.image("2.0.0"), "--port", bench.link, "--json", "--trace", file]
            )
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(try ended.json["result"] == "upgraded")
            #expect(ended.messages.components(separatedBy: "Warning: The trace in").count == 2)
            #expect(ended.messages.contains("File too large. The run continues."))
        }
    }

    @Test func `an upgrade continues if its events cannot be written`() async throws {
        try await withMockBoard { bench, _ in
            let file = bench.folder + "/events.jsonl"
            let ended = try await limited(
                1,
                ["upgrade", bench.image("2.0.0"), "--port", bench.link, "--json", "--events", file]
            )
            #expect(try ended.json["result"] == "upgraded")
            #expect(ended.status == 1)
            #expect(ended.messages.contains("Error: Not all events could be written: File too large."))
        }
    }

    @Test func `a run does not start if its first event cannot be written`() async throws {
        let ended = try await otaflash(["upgrade", "/nowhere.bin", "--port", "/dev/null", "--events", "/dev/full"])
        #expect(ended.status == 2)
        #expect(ended.messages.contains("--events: “/dev/full” cannot be written: No space left on device."))
    }

    @Test(arguments: [["image", "/bin/sh"], ["--version"], ["ports", "--json"]])
    func `a result that cannot be written is a failure`(arguments: [String]) async throws {
        let ended = try await run(
            .name("bash"),
            arguments: Arguments(["-c", "exec \"$@\" > /dev/full", "bash", Tool.otaflash.path] + arguments),
            output: .string(limit: 1000),
            error: .string(limit: 10_000)
        )
        #expect(ended.terminationStatus == .exited(1))
        if arguments[0] != "--version" { #expect(ended.standardError.contains("No space left on device")) }
    }
}
