import ESPImage
import FoundationEssentials
import Glibc
import LuaREPL
import OTAUpgrade
import Subprocess
import Testing
import TransportTrace

@testable import Reports
@testable import otaflash

/// The traffic over a port is traced and replayed.
@Suite struct TraceTests {
    /// Records a run against a mock board and gives the run, its trace and the folder's path to `body`.
    private func record<Result: Sendable>(
        _ board: [String] = [],
        chip: Chip = .esp32,
        _ arguments: @Sendable (MockBench) throws -> [String],
        replay body: @Sendable (Ended, Trace, _ file: String) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/run.trace"
        let recorded = try await withMockBoard(board, chip: chip) { bench, _ in
            try await otaflash(arguments(bench) + ["--port", bench.link, "--trace", file])
        }
        return try await body(recorded, TraceFile(file).last(), file)
    }

    private func token(_ trace: Trace) throws -> String { try #require(trace.header.token) }

    /// What a run printed, without the lines that contain its port or a duration.
    private func results(_ output: String) -> [Substring] {
        output.split(separator: "\n").filter { !$0.contains("port") && !$0.contains("0.1 s") && !$0.contains("kB/s") }
            .filter { !$0.contains("  times ") && !$0.hasPrefix("            ") }
    }

    @Test(arguments: [[], ["--replay-fast"]])
    func `a replayed info prints the same result`(pace: [String]) async throws {
        try await record { _ in
            ["info"]
        } replay: { recorded, trace, file in
            #expect(recorded.status == 0, "\(recorded.messages)")
            try await withServer(["--replay", file] + pace) { port, _ in
                for _ in 0..<2 {
                    let again = try await otaflash(["info", "--port", port, "--token", token(trace)])
                    #expect(again.status == 0, "\(again.messages)")
                    #expect(results(again.output) == results(recorded.output))
                }
            }
        }
    }

    @Test func `an upgrade can be replayed`() async throws {
        let images = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: images, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: images) }
        let image = try MockBench(folder: images).image("2.0.0")
        let options = ["--window", "1", "--transfer-baud", "keep"]
        try await record(["--baud", "115200"]) { _ in
            ["upgrade", image] + options
        } replay: { recorded, trace, file in
            #expect(recorded.status == 0, "\(recorded.messages)")
            let command = try #require(
                try Otaflash.parse(["upgrade", image] + options, environment: [:]) as? UpgradeCommand
            )
            let replay = ReplayConnector(trace)
            let result = await UpgradeSession(
                connector: replay,
                image: try AppImage(InputFile(image).read()),
                options: try command.options()
            ).run(token: try #require(DialogueToken(token(trace))))
            #expect(result.outcome == .upgraded)
            #expect(replay.difference == nil)
            #expect(replay.isAtEnd)
            try await withServer(["--replay", file]) { port, _ in
                let again = try await otaflash(["upgrade", image, "--port", port, "--token", token(trace)] + options)
                #expect(again.status == 0, "\(again.messages)")
                #expect(results(again.output) == results(recorded.output))
            }
        }
    }

    @Test func `a lost port is lost again in the replay`() async throws {
        try await record(["--console", "usb-serial-jtag"], chip: .esp32s3) { _ in
            ["exec", "node.restart()"]
        } replay: { recorded, trace, file in
            #expect(recorded.status == 36, "\(recorded.messages)")
            #expect(trace.description.contains(" linkLost "))
            let link = file + ".board"
            try await withServer(["--replay", file, "--link", link]) { port, _ in
                for _ in 0..<2 {
                    let again = try await otaflash(
                        ["exec", "node.restart()", "--port", port, "--token", token(trace)]
                    )
                    #expect(again.status == 36, "\(again.messages)")
                    #expect(again.messages.contains("\(link) has"), "\(again.messages)")
                }
            }
        }
    }

    @Test func `the replay refuses another command`() async throws {
        try await record { _ in
            ["info"]
        } replay: { _, trace, file in
            let board = try await run(
                Tool.mockBoard.executable,
                arguments: ["--replay", file],
                input: .none,
                output: .sequence,
                error: .string(limit: 10_000)
            ) { execution in
                var lines = execution.standardOutput.strings().makeAsyncIterator()
                let port = try #require(try await lines.next()?.split(separator: " ").last).prefix { !$0.isNewline }
                #expect(try await lines.next()?.hasPrefix("token \(token(trace))") == true)
                let again = try await otaflash(["exec", "6*7", "--port", String(port), "--token", token(trace)])
                #expect(again.status == 36, "\(again.messages)")
                while try await lines.next() != nil {}
            }
            #expect(board.terminationStatus == .exited(1))
            #expect(board.standardError.contains("mock-board: The host deviates from line"))
        }
    }

    @Test func theLuaOfExecIsWithheld() async throws {
        try await record { _ in
            ["exec", "return 'answer', #'hunter2-hunter2'", "--trace-redact"]
        } replay: { recorded, trace, file in
            #expect(recorded.output == "answer\t15\n")
            #expect(!trace.description.contains("hunter2"))
            #expect(trace.description.contains("bytes withheld, echo from"))
            try await withServer(["--replay", file]) { port, _ in
                let again = try await otaflash(
                    ["exec", "return 'answer', #'letmein-letmein'", "--port", port, "--token", token(trace)]
                )
                #expect(again.output == recorded.output, "\(again.messages)")
            }
        }
    }

    @Test func anImageIsWithheld() async throws {
        try await record { bench in
            try ["upgrade", bench.image("2.0.0"), "--no-restart", "--trace-redact"]
        } replay: { recorded, trace, _ in
            #expect(recorded.status == 0, "\(recorded.messages)")
            let longest = trace.records.compactMap { record -> Int? in
                guard case .toBoard(.withheld(let count)) = record.event else { return nil }
                return count
            }.max()
            #expect((longest ?? 0) > 150)
        }
    }

    @Test func `a new trace has mode 0600 and runs are appended`() async throws {
        try await withMockBoard { bench, _ in
            let file = bench.folder + "/run.trace"
            for _ in 0..<2 {
                _ = try await otaflash(["info", "--port", bench.link], environment: ["OTAFLASH_TRACE": file])
            }
            var status = stat()
            #expect(stat(file, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
            #expect(try TraceFile(file).traces().count == 2)
        }
    }

    @Test(arguments: [("/nowhere/run.trace", "No such file"), ("/dev/full", "No space left"), ("/", "Is a directory")])
    func `a trace that cannot be written ends the run before it starts`(file: String, reason: String) async throws {
        let ended = try await otaflash(["info", "--port", "/dev/nothing-here", "--trace", file])
        #expect(ended.status == 2)
        #expect(ended.messages.contains("--trace: “\(file)” cannot be written: \(reason)"))
    }

    @Test func `a failed run is traced, too`() async throws {
        try await withTemporaryFile { file in
            let ended = try await otaflash(["info", "--port", "/dev/nothing-here", "--trace", file])
            #expect(ended.status == 10)
            #expect(
                try TraceFile(file).last().records.map(\.description) == [
                    "0.000000000 ! open noDevice There is no /dev/nothing-here."
                ]
            )
        }
    }
}
