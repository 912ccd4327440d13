import Fleet
import FoundationEssentials
import Glibc
import LuaREPL
import OTAUpgrade
import Testing
import TransportCore
import TransportTrace

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct ArtifactRecorderTests {
    private static let trace = """
        otaflash-trace 1 token=3fa9c1
        0.000000000 + baud 115200 /dev/ttyUSB0
        0.010000000 > secretsecret\\n
        0.020000000 < secretsecret\\r\\n> \\x1b[2J
        0.030000000 -

        """

    private func withRecorder(
        redacts: Bool = false,
        arguments: [String] = ["upgrade", "new image.bin"],
        _ body: (String, ArtifactRecorder) async throws -> Void
    ) async throws {
        try await withTemporaryFile { path async throws in
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            let facts = RunFacts(
                run: UUID(),
                clock: RunClock(),
                arguments: arguments,
                host: "lab3",
                isRedacted: redacts
            )
            try await body(path, ArtifactRecorder(directory: path + "/", facts: facts))
        }
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try InputFile(path).read(), as: UTF8.self)
    }

    /// Exchanges the bytes of the trace through a recorded connector.
    private func talk(through recorder: ArtifactRecorder, board: String) async throws {
        let replay = ReplayConnector(try Trace.all(in: Self.trace)[0])
        let connector = recorder.recording(replay, board: board, token: DialogueToken("3fa9c1"))
        let transport = try await connector.connect()
        try await transport.write(Array("secretsecret\n".utf8), until: transport.deadline(after: .seconds(1)))
        _ = try await transport.read(until: transport.deadline(after: .seconds(1)))
        await transport.close()
    }

    private func begin(_ recorder: ArtifactRecorder, _ board: String, in phase: UpgradePhase = .write) {
        recorder.take(BoardEvent(board: board, attempt: 1, .attemptStarted(after: nil)))
        recorder.take(BoardEvent(board: board, attempt: 1, .found(Samples.port)))
        recorder.take(BoardEvent(board: board, attempt: 1, .session(.phaseStarted(phase, limit: nil))))
    }

    private func end(_ recorder: ArtifactRecorder, _ outcome: BoardOutcome) throws -> ([Artifact], ResultFailure?) {
        recorder.take(BoardEvent(board: outcome.board, attempt: 1, .finished(outcome)))
        let files = try recorder.finish(RunSamples.run([outcome]))
        return (files.artifacts, files.failures.first)
    }

    @Test func `a board has a folder with all files`() async throws {
        try await withRecorder { folder, recorder in
            begin(recorder, "esp1")
            try await talk(through: recorder, board: "esp1")
            let (artifacts, failure) = try end(recorder, RunSamples.board("esp1", .upgraded, [RunSamples.success()]))
            #expect(failure == nil)
            #expect(artifacts.map(\.kind) == ArtifactKind.allCases)
            #expect(artifacts.map(\.path) == ArtifactKind.allCases.map { "\(folder)/esp1/\($0.fileName)" })
            #expect(Set(artifacts.map(\.board)) == ["esp1"])
            let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/esp1")
            #expect(Set(names) == Set(ArtifactKind.allCases.map(\.fileName)))
        }
    }

    @Test func `the event file has only the events of its board`() async throws {
        try await withRecorder { folder, recorder in
            begin(recorder, "esp1")
            begin(recorder, "esp2")
            _ = try end(recorder, RunSamples.board("esp1", .upgraded, [RunSamples.success()]))
            let lines = try text(folder + "/esp1/events.jsonl").split(separator: "\n").map {
                try JSONValue(text: $0.utf8)
            }
            #expect(lines.map { $0["type"] } == ["run-started", "board-started", "phase-started", "board-finished"])
            #expect(lines.map { $0["seq"] } == [0, 1, 2, 3])
            #expect(Set(lines.dropFirst().map { $0["board"] }) == ["esp1"])
            let schema = try JSONSchema("event.schema.json")
            for line in lines { #expect(schema.faults(of: line) == []) }
        }
    }

    @Test func `the serial log has the received bytes and the trace has both directions`() async throws {
        try await withRecorder { folder, recorder in
            begin(recorder, "esp1")
            try await talk(through: recorder, board: "esp1")
            #expect(try text(folder + "/esp1/serial.log") == "secretsecret\r\n> \u{1B}[2J")
            let trace = try TraceFile(folder + "/esp1/serial.trace").last()
            let events = try Trace.all(in: Self.trace)[0].records.map(\.event)
            #expect(trace.records.map(\.event) == events)
            #expect(trace.header.token == "3fa9c1")
            #expect(try text(folder + "/esp1/serial.trace").hasPrefix("# attempt 1\notaflash-trace 1 token=3fa9c1\n"))
        }
    }

    @Test(arguments: [(UpgradePhase.write, false), (.check, false), (.verify, true)])
    func `a redacted run contains neither the image nor the check`(phase: UpgradePhase, isShown: Bool) async throws {
        let arguments = ["upgrade", "a.bin", "--check", "secretsecret", "--check=secretsecret"]
        try await withRecorder(redacts: true, arguments: arguments) { folder, recorder in
            begin(recorder, "esp1", in: .connect)
            let replay = ReplayConnector(try Trace.all(in: Self.trace)[0])
            let connector = recorder.recording(replay, board: "esp1")
            recorder.take(BoardEvent(board: "esp1", attempt: 1, .session(.phaseStarted(phase, limit: nil))))
            let transport = try await connector.connect()
            try await transport.write(Array("secretsecret\n".utf8), until: transport.deadline(after: .seconds(1)))
            _ = try await transport.read(until: transport.deadline(after: .seconds(1)))
            let (artifacts, _) = try end(recorder, RunSamples.board("esp1", .upgraded, [RunSamples.success()]))
            let all = try artifacts.map { try text($0.path) }.joined()
            #expect(all.contains("secretsecret") == isShown)
            #expect(try text(folder + "/esp1/serial.log") == (isShown ? "secretsecret" : "") + "\r\n> \u{1B}[2J")
        }
    }

    @Test func `the digests match the files`() async throws {
        try await withRecorder { _, recorder in
            begin(recorder, "esp1")
            try await talk(through: recorder, board: "esp1")
            let (artifacts, _) = try end(recorder, RunSamples.board("esp1", .upgraded, [RunSamples.success()]))
            for artifact in artifacts {
                let output = try await Python.run(
                    "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest(), end='')",
                    artifact.path
                ).output
                #expect(artifact.sha256 == output)
            }
        }
    }

    @Test func `the slot and plan files equal the parts of the result document`() async throws {
        try await withRecorder { folder, recorder in
            _ = try end(recorder, RunSamples.board("esp1", .upgraded, [RunSamples.success()]))
            let document = try Samples.report().json.reread
            for name in ["before", "after", "plan"] {
                #expect(try JSONValue(text: InputFile("\(folder)/esp1/\(name).json").read()) == document[name])
            }
        }
    }

    @Test func `files of an earlier run are replaced and other files stay`() async throws {
        try await withRecorder { folder, recorder in
            try FileManager.default.createDirectory(atPath: folder + "/esp4", withIntermediateDirectories: true)
            for name in ArtifactKind.allCases.map(\.fileName) + ["mine.txt"] {
                try Array("old".utf8).write(to: "\(folder)/esp4/\(name)")
            }
            let (artifacts, failure) = try end(recorder, RunSamples.board("esp4", .skipped(.quarantined), []))
            #expect(failure == nil)
            #expect(artifacts.map(\.kind) == [.events, .report])
            let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/esp4").sorted()
            #expect(names == ["events.jsonl", "mine.txt", "report.txt"])
            #expect(try text(folder + "/esp4/mine.txt") == "old")
            #expect(try !text(folder + "/esp4/report.txt").contains("old"))
        }
    }

    @Test func `a symbolic link in the place of a file is not followed`() async throws {
        try await withRecorder { folder, recorder in
            try FileManager.default.createDirectory(atPath: folder + "/esp1", withIntermediateDirectories: true)
            try Array("precious".utf8).write(to: folder + "/precious")
            #expect(symlink("../precious", folder + "/esp1/serial.log") == 0)
            begin(recorder, "esp1")
            try await talk(through: recorder, board: "esp1")
            #expect(try text(folder + "/precious") == "precious")
        }
    }

    @Test func `the serial log and the trace have mode 0600`() async throws {
        try await withRecorder { folder, recorder in
            begin(recorder, "esp1")
            try await talk(through: recorder, board: "esp1")
            for name in ["serial.log", "serial.trace"] {
                var status = stat()
                #expect(lstat("\(folder)/esp1/\(name)", &status) == 0)
                #expect(status.st_mode & 0o077 == 0)
            }
        }
    }

    @Test func `a file that cannot be written is reported once and the others are written`() async throws {
        try await withRecorder { folder, recorder in
            // A folder that is not empty in the place of a file, which cannot be removed.
            try FileManager.default.createDirectory(
                atPath: folder + "/esp1/after.json/x",
                withIntermediateDirectories: true
            )
            begin(recorder, "esp1")
            try await talk(through: recorder, board: "esp1")
            let (artifacts, failure) = try end(recorder, RunSamples.board("esp1", .upgraded, [RunSamples.success()]))
            #expect(failure?.option == "--artifacts")
            #expect(failure?.path == folder + "/esp1/after.json")
            #expect(artifacts.map(\.kind) == ArtifactKind.allCases.filter { $0 != .after })
        }
    }

    @Test func `a path that is not a folder is reported`() async throws {
        try await withRecorder { folder, recorder in
            try Array("a file".utf8).write(to: folder + "/esp1")
            begin(recorder, "esp1")
            try await talk(through: recorder, board: "esp1")
            let (artifacts, failure) = try end(recorder, RunSamples.board("esp1", .upgraded, [RunSamples.success()]))
            #expect(artifacts.isEmpty)
            #expect(failure?.cause == OutputError(errno: ENOTDIR))
            #expect(try text(folder + "/esp1") == "a file")
        }
    }

    @Test func `nothing is written after the run has finished`() async throws {
        try await withRecorder { folder, recorder in
            begin(recorder, "esp1")
            _ = try end(recorder, RunSamples.board("esp1", .upgraded, [RunSamples.success()]))
            let events = try text(folder + "/esp1/events.jsonl")
            begin(recorder, "esp1")
            try await talk(through: recorder, board: "esp1")
            #expect(access(folder + "/esp1/serial.log", F_OK) != 0)
            #expect(try text(folder + "/esp1/events.jsonl") == events)
        }
    }
}
