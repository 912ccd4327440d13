import FoundationEssentials
import Glibc
import Subprocess
import Testing

@testable import Reports
@testable import otaflash

/// Faults of the host: ports that disappear, ports without permission, closed streams, a changed clock.
@Suite struct HostFaultTests {
    /// A board whose transfer takes a second or two.
    private static let slow = ["--baud", "115200"]

    @Test(arguments: ["write       10 %", "identify", "reboot"])
    func aPortThatGoesAway(message: String) async throws {
        try await withMockBoard(Self.slow) { bench, board in
            let image = try bench.image("2.0.0", size: 0x18000)
            let ended = try await otaflash(
                ["upgrade", image, "--no-restart", "--port", bench.link, "--json"],
                atMessage: message
            ) { _ in
                kill(board, SIGKILL)
            }
            #expect(ended.status == 36, "\(ended.messages)")
            #expect(try ended.json["error"]["code"] == "link-lost")
            #expect(try ended.json["error"]["next_step"].string?.isEmpty == false)
        }
    }

    @Test(.enabled(if: getuid() == 0, "only root can drop privileges"))
    func `a port that the user has no permission to open`() async throws {
        try await withMockBoard { bench, _ in
            let user = ["--reuid=65534", "--regid=65534", "--clear-groups"]
            let ended = try await through("setpriv", user, ["info", "--port", bench.link, "--json"])
            #expect(ended.status == 13, "\(ended.messages)")
            #expect(try ended.json["error"]["code"] == "permission-denied")
            #expect(try ended.json["error"]["next_step"].string?.isEmpty == false)
        }
    }

    @Test func `the second of two runs names the first`() async throws {
        try await withMockBoard(Self.slow) { bench, _ in
            let image = try bench.image("2.0.0", size: 0x18000)
            let first = try await otaflash(
                ["upgrade", image, "--no-restart", "--port", bench.link],
                atMessage: "write       10 %"
            ) { pid in
                let second = try await otaflash(["info", "--port", bench.link, "--json"])
                #expect(second.status == 12)
                let message = try second.json["error"]["message"].string ?? ""
                #expect(message.contains("process \(pid) (\(Tool.otaflash.path) upgrade "), "\(message)")
            }
            #expect(first.status == 0, "\(first.messages)")
        }
    }

    @Test func `standard output is closed`() async throws {
        try await withMockBoard { bench, _ in
            let image = try bench.image("2.0.0")
            let shell = ["-c", "exec \"$@\" >&-", "bash"]
            let ended = try await through("bash", shell, ["upgrade", image, "--port", bench.link])
            #expect(ended.status == 1, "\(ended.messages)")
            #expect(ended.messages.contains("Error: The result could not be written: Bad file descriptor."))
            let state = try await otaflash(["info", "--port", bench.link, "--json"])
            #expect(try state.json["otaupgrade"]["running"] == "ota_1", "only the result was lost")
        }
    }

    @Test func `a mock board without standard output sends nothing extra to its host`() async throws {
        try await withTemporaryFile { link in
            let board = try await run(
                .name("bash"),
                arguments: [
                    "-c",
                    """
                    "$0" --link "$1" >&- & board=$!
                    until [ -L "$1" ]; do read -rt 0.05 <> <(:); done
                    "$2" exec '6*7' --port "$1"; status=$?
                    kill $board; exit $status
                    """,
                    Tool.mockBoard.path, link, Tool.otaflash.path,
                ],
                output: .string(limit: 1000),
                error: .string(limit: 10_000)
            )
            #expect(board.terminationStatus == .exited(0), "\(board.standardError)")
            #expect(board.standardOutput == "42\n")
        }
    }

    @Test func `standard error is closed`() async throws {
        try await withMockBoard { bench, _ in
            let shell = ["-c", "exec \"$@\" 2>&-", "bash"]
            let ended = try await through("bash", shell, ["upgrade", bench.image("2.0.0"), "--port", bench.link])
            #expect(ended.status == 0)
            #expect(ended.output.contains("Upgraded: ota_1"))
        }
    }

    @Test(arguments: [[], ["--events", "-"], ["--json"]])
    func `the reader closes the pipe`(options: [String]) async throws {
        try await withMockBoard { bench, _ in
            let image = try bench.image("2.0.0")
            let shell = ["-c", "set -o pipefail; \"$@\" | head -c 0", "bash"]
            let ended = try await through("bash", shell, ["upgrade", image, "--port", bench.link] + options)
            #expect([0, 1].contains(ended.status), "\(ended.messages)")
            #expect(!ended.messages.contains("Broken pipe"))
            // With events, the first line may already fail, before anything was done.
            guard !options.contains("--events") else { return }
            let state = try await otaflash(["info", "--port", bench.link, "--json"])
            #expect(try state.json["otaupgrade"]["running"] == "ota_1")
        }
    }

    /// Only the steady clock measures time limits; the wall clock, which can be set at any time, only gives dates.
    @Test func `no deadline depends on the wall clock`() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        let clocks = ["CLOCK_REALTIME", "Date(", "Date.now", "gettimeofday", "time(nil)", "SuspendingClock", "clock()"]
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
        var users: Set<String> = []
        for file in files where file.hasSuffix(".swift") || file.hasSuffix(".c") || file.hasSuffix(".h") {
            let text = try String(contentsOfFile: sources.appending(path: file).path, encoding: .utf8)
            if clocks.contains(where: { text.contains($0) }) { users.insert(file) }
        }
        #expect(users == ["Reports/Run/RunClock.swift"])
    }
}
