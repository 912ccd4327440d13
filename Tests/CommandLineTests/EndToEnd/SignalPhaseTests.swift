import FoundationEssentials
import Glibc
import Testing

@testable import Reports
@testable import otaflash

/// A signal in each phase of an upgrade ends it with the signal's status, the state of the board, and a free port.
@Suite struct SignalPhaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// The message at which the signal comes.
        var message: String
        var signal: Int32
        var board: [String] = []
        var arguments: [String] = []

        var testDescription: String { "\(message) \(signal)" }
    }

    static let moments = [("connect", SIGINT), ("identify", SIGTERM), ("reboot", SIGHUP), ("verify", SIGINT)]
        .map { Case(message: $0, signal: $1) }
    static let longMoments = [SIGINT, SIGTERM, SIGHUP].flatMap { signal in
        [
            Case(message: "connect", signal: signal, board: ["--fault", "deaf"]),
            Case(message: "commence", signal: signal, board: ["--erase-ms", "1500"]),
            Case(message: "complete", signal: signal),
            Case(
                message: "check",
                signal: signal,
                arguments: ["--check", "local s=tmr.now() repeat until tmr.now()-s>3000000 return true"]
            ),
        ]
    }

    @Test(arguments: moments + longMoments)
    func `a signal ends the run and frees the port`(moment: Case) async throws {
        try await withMockBoard(["--baud", "460800"] + moment.board) { bench, _ in
            let image = try bench.image("2.0.0", size: 0x8000)
            let log = bench.folder + "/events.jsonl"
            let before = try settings(of: bench.link)
            let clock = ContinuousClock()
            let sent = Moment()
            let ended = try await otaflash(
                ["upgrade", image, "--port", bench.link, "--json", "--events", log, "--baud", "460800"]
                    + moment.arguments,
                atMessage: "  \(moment.message) "
            ) { pid in
                sent.set(clock.now)
                kill(pid, moment.signal)
            }
            let took = try #require(sent.value, "\(ended.messages)").duration(to: clock.now)
            #expect(took < .seconds(20))
            #expect(ended.status == 128 + moment.signal, "\(ended.messages)")
            #expect(try ended.json["error"]["code"] == "interrupted")
            #expect(try ended.json["error"]["next_step"].string?.isEmpty == false)
            let lines = try events(of: log)
            #expect(lines.last?["type"] == "run-finished")
            #expect(lines.last?["success"] == false)
            #expect(lines.count { $0["type"] == "run-finished" } == 1)

            let port = open(bench.link, O_RDWR | O_NOCTTY | O_NONBLOCK)
            try #require(port >= 0)
            defer { close(port) }
            #expect(flock(port, LOCK_EX | LOCK_NB) == 0, "the lock is released")
            #expect(try settings(of: bench.link) == before)
        }
    }

    /// The settings of a terminal.
    private func settings(of path: String) throws -> [UInt8] {
        let port = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK)
        try #require(port >= 0)
        defer { close(port) }
        var settings = termios()
        try #require(tcgetattr(port, &settings) == 0)
        return withUnsafeBytes(of: settings) { Array($0) }
    }

    @Test func `a closed pipe is not treated as a signal`() async throws {
        try await withMockBoard(["--baud", "115200"]) { bench, _ in
            let image = try bench.image("2.0.0", size: 0x8000)
            let ended = try await otaflash(
                ["upgrade", image, "--no-restart", "--port", bench.link, "--json"],
                atMessage: "commence"
            ) { pid in
                kill(pid, SIGPIPE)
            }
            #expect(ended.status == 0, "\(ended.messages)")
        }
    }
}
