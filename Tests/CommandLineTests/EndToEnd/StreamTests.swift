import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage
import Testing

@testable import Reports
@testable import otaflash

/// What goes to standard output, to files and to a closed pipe.
@Suite struct StreamTests {
    @Test func eventsToAFileFollowTheRun() async throws {
        try await withMockBoard { bench, _ in
            let (image, path) = (try bench.image("2.0.0"), bench.folder + "/events.jsonl")
            let ended = try await otaflash(["upgrade", image, "--port", bench.link, "--json", "--events", path])
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            try checkEvents(lines)
            #expect(try ended.json["result"] == "upgraded")
        }
    }

    @Test func `standard output has only events if they go there`() async throws {
        try await withMockBoard { bench, _ in
            let ended = try await otaflash(["upgrade", bench.image("2.0.0"), "--port", bench.link, "--events", "-"])
            try checkEvents(ended.output.split(separator: "\n"))
            #expect(ended.messages.contains("Upgraded: ota_1"))
        }
    }

    private func checkEvents(_ lines: [Substring]) throws {
        let schema = try JSONSchema("event.schema.json")
        let events = try lines.map { try JSONValue(text: $0.utf8) }
        for event in events { #expect(schema.faults(of: event) == []) }
        #expect(events.map { $0["seq"] } == events.indices.map(JSONValue.integer))
        #expect(events.first?["type"] == "run-started")
        #expect(events.last?["type"] == "run-finished")
        #expect(events.last?["success"] == true)
        let phases = events.filter { $0["type"] == "phase-started" }.compactMap { $0["phase"].string }
        let expected = ["connect", "identify", "plan", "commence", "write", "complete", "reboot", "verify", "accept"]
        #expect(phases.filter { $0 != "plan" } == expected.filter { $0 != "plan" })
        #expect(phases.contains("plan"))
        #expect(events.contains { $0["type"] == "progress" })
        let board = events.last { $0["type"] == "board-finished" }
        #expect(board?["code"] == "upgraded")
        #expect(board?["changed"] == true)
    }

    @Test func `the last event reports a failure`() async throws {
        let ended = try await otaflash(["upgrade", "/nowhere.bin", "--port", "/dev/null", "--events", "-"])
        let events = try ended.output.split(separator: "\n").map { try JSONValue(text: $0.utf8) }
        #expect(events.map { $0["type"] } == ["run-started", "board-finished", "run-finished"])
        #expect(events.last?["exit_code"] == 20)
        #expect(ended.status == 20)
    }

    @Test(arguments: [
        ["image", "/bin/sh"], ["image", "/bin/sh", "--json"], ["--help"], ["--version"], ["ports", "--json"],
    ])
    func `a closed pipe is a silent failure`(arguments: [String]) async throws {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        close(ends[0])
        let result = try await run(
            Tool.otaflash.executable,
            arguments: Arguments(arguments),
            output: .fileDescriptor(.init(rawValue: ends[1]), closeAfterSpawningProcess: true),
            error: .string(limit: 10_000)
        )
        #expect(result.terminationStatus == .exited(1))
        #expect(!result.standardError.contains("Broken pipe"))
    }

    @Test func `exec prints like the prompt`() async throws {
        try await withMockBoard { bench, _ in
            let ended = try await otaflash(["exec", "print('a', 1) return nil, true, 'x'", "--port", bench.link])
            #expect(ended.status == 0)
            #expect(ended.output == "a\t1\nnil\ttrue\tx\n")
        }
    }

    @Test func `exec distinguishes a Lua error from a failure`() async throws {
        try await withMockBoard { bench, _ in
            let ended = try await otaflash(["exec", "print('before') error('oops', 0)", "--port", bench.link])
            #expect(ended.status == 3)
            #expect(ended.output == "before\n")
            #expect(ended.messages.hasSuffix("Error: oops\n"))
        }
    }

    @Test func execReadsAChunkFromStandardInput() async throws {
        try await withMockBoard { bench, _ in
            let chunk = String(repeating: "-- a comment that makes the chunk long\n", count: 200) + "return 6 * 7\n"
            let result = try await run(
                Tool.otaflash.executable,
                arguments: ["exec", "-", "--port", bench.link],
                input: .string(chunk),
                output: .string(limit: 1000),
                error: .string(limit: 1000)
            )
            #expect(result.standardOutput == "42\n")
        }
    }

    @Test func aConnectionIsMeasured() async throws {
        try await withMockBoard { bench, _ in
            let ended = try await otaflash(
                ["link-test", "--port", bench.link, "--size", "512", "--one-rate", "--json"]
            )
            #expect(ended.status == 0)
            #expect(try JSONSchema("link-test.schema.json").faults(of: ended.json) == [])
            #expect(try ended.json["recommendation"]["method"].string != nil)
        }
    }

    @Test func portsAreListed() async throws {
        let ended = try await otaflash(["ports", "--json"])
        #expect(ended.status == 0)
        #expect(try JSONSchema("ports.schema.json").faults(of: ended.json) == [])
    }
}
