import FoundationEssentials
import Glibc
import Synchronization
import Testing

@testable import Reports
@testable import otaflash

/// What a signal leaves behind: a free port, a statement about the board, and a last event.
@Suite struct SignalTests {
    /// A board whose transfer is long enough for any signal.
    private static let slow = ["--baud", "115200"]

    @Test(
        arguments: [(SIGINT, 130, "SIGINT"), (SIGTERM, 143, "SIGTERM"), (SIGHUP, 129, "SIGHUP")]
            as [(Int32, Int32, String)]
    )
    func aSignalDuringTheTransfer(number: Int32, status: Int32, name: String) async throws {
        try await withMockBoard(Self.slow) { bench, _ in
            let (image, events) = (try bench.image("2.0.0", size: 0x18000), bench.folder + "/events.jsonl")
            let clock = ContinuousClock()
            let sent = Moment()
            let ended = try await otaflash(
                ["upgrade", image, "--no-restart", "--port", bench.link, "--json", "--events", events],
                atMessage: "write       10 %"
            ) { pid in
                sent.set(clock.now)
                kill(pid, number)
            }
            #expect(try #require(sent.value).duration(to: clock.now) < .seconds(20))
            #expect(ended.status == status)
            #expect(ended.messages.contains("Interrupted: \(name)"))
            #expect(ended.messages.contains("board  ota_0 (1.0.0) runs now and starts again at the next reset."))
            #expect(try ended.json["exit_code"] == .integer(Int(status)))
            #expect(try ended.json["error"]["code"] == "interrupted")

            let lines = try String(contentsOfFile: events, encoding: .utf8).split(separator: "\n")
            let last = try JSONValue(text: try #require(lines.last).utf8)
            #expect(last["type"] == "run-finished")
            #expect(last["exit_code"] == .integer(Int(status)))

            let free = try await otaflash(["info", "--port", bench.link, "--json"])
            #expect(try free.json["otaupgrade"]["running"] == "ota_0")
        }
    }

    /// A signal after the boards are done, while files about them are written, does not end the run early.
    @Test func aSignalAfterTheBoardIsDone() async throws {
        try await withMockBoard { bench, _ in
            let (image, log) = (try bench.image("2.0.0"), bench.folder + "/events.jsonl")
            let script = """
                import os, signal, subprocess, sys
                reader, writer = os.pipe()
                tool = subprocess.Popen(sys.argv[2:] + ["--events", f"fd:{writer}"], pass_fds=[writer])
                os.close(writer)
                with os.fdopen(reader, "rb", buffering=0) as events, open(sys.argv[1], "wb") as log:
                    for line in iter(events.readline, b""):
                        log.write(line)
                        if b'"board-finished"' in line: tool.send_signal(signal.SIGTERM)
                sys.exit(tool.wait())
                """
            let results = ["--artifacts", bench.folder + "/out", "--junit", bench.folder + "/run.xml", "--json"]
            let ended = try await through(
                "python3",
                ["-c", script, log],
                ["upgrade", image, "--port", bench.link] + results
            )
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(try ended.json["result"] == "upgraded")
            #expect(try events(of: log).last?["type"] == "run-finished")
        }
    }

    /// A script waits for the first event, and may send a signal right after it.
    @Test("a signal right after the first event shuts down the run cleanly", arguments: ["upgrade", "fleet upgrade"])
    func aSignalAtTheFirstEvent(command: String) async throws {
        try await withTemporaryFile { inventory async throws in
            try Array("[[board]]\nname = \"a\"\nport = \"/nonexistent\"\n".utf8).write(to: inventory)
            let script = """
                import os, signal, subprocess, sys
                lost = 0
                for _ in range(50):
                    reader, writer = os.pipe()
                    tool = subprocess.Popen(sys.argv[1:] + ["--events", f"fd:{writer}"], pass_fds=[writer])
                    os.close(writer)
                    with os.fdopen(reader, "rb", buffering=0) as events:
                        lines = [events.readline()]
                        tool.send_signal(signal.SIGTERM)
                        lines += events.readlines()
                    tool.wait()
                    lost += b'"run-finished"' not in lines[-1]
                sys.exit(lost)
                """
            let place = command == "upgrade" ? ["--port", "/nonexistent"] : ["--inventory", inventory]
            let ended = try await through(
                "python3",
                ["-c", script],
                command.split(separator: " ").map(String.init) + ["/nonexistent.bin"] + place
            )
            #expect(ended.status == 0, "\(ended.status) of 50 runs ended without a last line")
        }
    }

    @Test func theNextUpgradeSucceeds() async throws {
        try await withMockBoard(Self.slow) { bench, _ in
            let image = try bench.image("2.0.0", size: 0x18000)
            let cut = try await otaflash(
                ["upgrade", image, "--no-restart", "--port", bench.link],
                atMessage: "write       10 %"
            ) { pid in
                kill(pid, SIGINT)
            }
            #expect(cut.status == 130)
            let ended = try await otaflash(["upgrade", image, "--no-restart", "--port", bench.link, "--json"])
            #expect(try ended.json["result"] == "upgraded")
        }
    }

    @Test func `the second signal ends the run immediately`() async throws {
        try await withMockBoard(Self.slow) { bench, board in
            let (image, events) = (try bench.image("2.0.0", size: 0x18000), bench.folder + "/events.jsonl")
            let ended = try await otaflash(
                ["upgrade", image, "--no-restart", "--port", bench.link, "--events", events],
                atMessage: "write       10 %"
            ) { pid in
                // A stopped board keeps the session from shutting down cleanly.
                kill(board, SIGSTOP)
                // The kernel would merge two equal signals. Of these two it delivers SIGINT first.
                kill(pid, SIGINT)
                kill(pid, SIGTERM)
            }
            #expect(ended.status == 143)
            #expect(!ended.messages.contains("Interrupted:"), "only a run that shuts down cleanly says so")
            kill(board, SIGCONT)
            let lines = try String(contentsOfFile: events, encoding: .utf8).split(separator: "\n")
            #expect(try JSONValue(text: try #require(lines.last).utf8)["type"] == "run-finished")
        }
    }

    @Test func `SIGHUP is ignored under nohup`() async throws {
        try await withMockBoard(Self.slow) { bench, _ in
            let image = try bench.image("2.0.0", size: 0x18000)
            let ended = try await otaflash(
                ["upgrade", image, "--no-restart", "--port", bench.link, "--json"],
                through: "nohup",
                atMessage: "write       10 %"
            ) { pid in
                kill(pid, SIGHUP)
            }
            #expect(ended.status == 0)
        }
    }
}

/// The time of an action in another task.
final class Moment: Sendable {
    private let state = Mutex<ContinuousClock.Instant?>(nil)

    var value: ContinuousClock.Instant? { state.withLock { $0 } }

    func set(_ moment: ContinuousClock.Instant) {
        state.withLock { $0 = moment }
    }
}
