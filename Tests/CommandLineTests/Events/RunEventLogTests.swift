import Fleet
import FoundationEssentials
import OTAUpgrade
import Testing
import TransportCore

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct RunEventLogTests {
    private static let run = UUID()
    private static let start = Date(timeIntervalSince1970: 1_763_811_162.625)

    /// Every kind of event, in a plausible order.
    private static let events: [UpgradeEvent] = [
        .phaseStarted(.connect, limit: .seconds(15)), .warning(.resetOnOpen), .phaseStarted(.identify, limit: nil),
        .identified(Samples.identity, Samples.before), .restartingFirst(.readSlots), .planned(Samples.plan),
        .phaseStarted(.commence, limit: .milliseconds(90_500)), .phaseStarted(.write, limit: nil),
        .progress(Samples.progress(4096, at: 1, retries: 1)), .portReturned(.terminal(path: "/dev/ttyACM1")),
        .phaseStarted(.rollBack, limit: nil),
    ]

    /// The lines of a run on one board.
    private func lines(_ report: UpgradeReport, namesBoards: Bool = false) throws -> [JSONValue] {
        var log = RunEventLog(run: Self.run, start: Self.start, namesBoards: namesBoards)
        let kinds: [BoardEvent.Kind] =
            [.attemptStarted(after: nil), .found(Samples.port)] + Self.events.map(BoardEvent.Kind.session) + [
                .recoveryFailed(.powerCycle, reason: "It ended with status 1."), .staged, .finished(report.board),
            ]
        var lines = [log.started(arguments: ["upgrade", "a.bin"], host: "lab3")]
        for (index, kind) in kinds.enumerated() {
            let event = BoardEvent(board: "esp1", attempt: 1, kind)
            if let line = log.take(event, at: Self.start + Double(index)) { lines.append(line) }
        }
        let artifact = Artifact(board: "esp1", kind: .report, path: "out/esp1/report.txt", sha256: "0f")
        lines.append(log.wrote(artifact, at: Self.start + 47))
        lines.append(log.finished(report.exitStatus, changed: false, at: Self.start + 48))
        return try lines.map { try JSONValue(text: $0.bytes) }
    }

    @Test func everyLineFitsTheSchema() throws {
        let schema = try JSONSchema("event.schema.json")
        let error = UpgradeError(.transferFailed, "Stopped.", nextStep: "Again.", phase: .write)
        for report in [try Samples.report(), try Samples.report(.failed, error), UpgradeReport(file: "x")] {
            for line in try lines(report) { #expect(schema.faults(of: line) == []) }
        }
    }

    @Test func linesAreNumberedWithoutGaps() throws {
        let lines = try lines(Samples.report())
        #expect(lines.map { $0["seq"] } == lines.indices.map(JSONValue.integer))
        #expect(Set(lines.map { $0["run"] }) == [.string(Self.run.uuidString.lowercased())])
    }

    @Test func theFirstAndTheLastLinesFrameTheRun() throws {
        let lines = try lines(Samples.report())
        #expect(lines.first?["type"] == "run-started")
        #expect(lines.first?["t"] == "2025-11-22T11:32:42.625Z")
        #expect(lines.first?["argv"] == ["upgrade", "a.bin"])
        #expect(lines.first?["host"] == "lab3")
        #expect(lines.last?["type"] == "run-finished")
        #expect(lines.last?["success"] == true)
        #expect(lines.last?["exit_code"] == 0)
        #expect(lines.last?["counts"]["ok"] == 1)
        #expect(lines.last?["counts"]["failed"] == 0)
    }

    @Test func `phases report their deadlines`() throws {
        let phases = try lines(Samples.report()).filter { $0["type"] == "phase-started" }
        #expect(phases.map { $0["phase"] } == ["connect", "identify", "commence", "write", "roll-back"])
        #expect(phases.map { $0["deadline_ms"] } == [15_000, nil, 90_500, nil, nil])
    }

    @Test func theBoardIsNamedOnceItIsKnown() throws {
        let lines = try lines(Samples.report())
        #expect(lines[1]["board"] == .null)
        #expect(lines.first { $0["type"] == "progress" }?["board"] == "0x40a1c2d3e4f5")
    }

    @Test func aBoardOfABenchHasItsNameFromTheStart() throws {
        let lines = try lines(Samples.report(), namesBoards: true)
        #expect(Set(lines.dropFirst().dropLast().map { $0["board"] }) == ["esp1"])
    }

    @Test func `an attempt names the recovery before it`() throws {
        var log = RunEventLog(run: Self.run, start: Self.start, namesBoards: true)
        let event = BoardEvent(board: "esp1", attempt: 2, .attemptStarted(after: .reopen))
        let taken = log.take(event, at: Self.start)
        let line = try JSONValue(text: #require(taken).bytes)
        #expect(line["type"] == "board-started")
        #expect(line["attempt"] == 2)
        #expect(line["recovery"] == "reopen")
    }

    @Test func theLastLineCountsTheBoards() throws {
        var log = RunEventLog(run: Self.run, start: Self.start, namesBoards: true)
        let statuses: [BoardOutcome.Status] = [
            .upgraded, .upgraded, .unchanged, .failed, .cancelled, .skipped(.canaryFailed), .skipped(.quarantined),
        ]
        for (index, status) in statuses.enumerated() {
            let outcome = BoardOutcome(board: "esp\(index)", status: status)
            _ = log.take(BoardEvent(board: outcome.board, attempt: 0, .finished(outcome)), at: Self.start)
        }
        let line = try JSONValue(text: log.finished(.fleetPartlyFailed, changed: false, at: Self.start).bytes)
        let counts = line["counts"]
        #expect(counts["ok"] == 2)
        for status in ["unchanged", "failed", "cancelled", "skipped", "quarantined"] { #expect(counts[status] == 1) }
        #expect(line["exit_code"] == 40)
        #expect(line["success"] == false)
    }

    @Test func `a run that changed firmware is a success whatever its status`() throws {
        var log = RunEventLog(run: Self.run, start: Self.start, namesBoards: false)
        let line = try JSONValue(text: log.finished(ExitStatus(rawValue: 9), changed: true, at: Self.start).bytes)
        #expect(line["success"] == true)
        #expect(line["exit_code"] == 9)
    }

    @Test func `a port that comes back under another name is followed`() throws {
        let lines = try lines(Samples.report())
        let change = lines.first { $0["type"] == "port-changed" }
        #expect(change?["old"] == "/dev/ttyUSB0")
        #expect(change?["new"] == "/dev/ttyACM1")
        #expect(lines.last { $0["type"] == "phase-started" }?["port"] == "/dev/ttyACM1")
    }

    @Test func `the last event of a board reports its outcome`() throws {
        let done = try lines(Samples.report()).first { $0["type"] == "board-finished" }
        #expect(done?["status"] == "ok")
        #expect(done?["changed"] == true)
        #expect(done?["code"] == "upgraded")
        #expect(done?["from"] == "3.0.0.0")
        #expect(done?["to"] == "3.0.0.1")
        #expect(done?["duration_ms"] == 48_211)
    }

    @Test(arguments: [
        (UpgradeError.Code.linkLost, "failed", true), (.wrongChip, "failed", false), (.interrupted, "cancelled", true),
    ])
    func `a failure says whether a retry can help`(code: UpgradeError.Code, status: String, isRetryable: Bool) throws {
        let error = UpgradeError(code, "What.", nextStep: "Next.", phase: .write)
        let lines = try lines(Samples.report(.failed, error, after: Samples.before))
        let end = lines.first { $0["type"] == "board-finished" }
        #expect(end?["status"] == .string(status))
        #expect(end?["changed"] == false)
        #expect(end?["code"] == .string(code.rawValue))
        #expect(end?["next_step"] == "Next.")
        #expect(end?["retryable"] == .bool(isRetryable))
        #expect(lines.last?["counts"][status] == 1)
        #expect(lines.last?["exit_code"] == .integer(Int(ExitStatus(code).rawValue)))
        #expect(lines.last?["success"] == false)
    }
}
