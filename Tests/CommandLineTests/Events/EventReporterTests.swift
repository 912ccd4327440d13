import FoundationEssentials
import OTAUpgrade
import Testing

@testable import otaflash

struct EventReporterTests {
    private let context = RunContext(arguments: ["upgrade"], environment: [:], signals: SignalWatch())

    private func lines(_ path: String) throws -> [JSONValue] {
        try Data(contentsOf: URL(filePath: path)).split(separator: 0x0A).map { try JSONValue(text: $0) }
    }

    @Test func linesAreInTheFileAsTheyHappen() throws {
        try withTemporaryFile { path throws in
            let reporter = try EventReporter(file: path, context: context, port: nil)
            #expect(try lines(path).map { $0["type"] } == ["run-started"])
            reporter.use(Samples.port)
            reporter.take(.phaseStarted(.connect, limit: nil))
            #expect(try lines(path).last?["port"] == "/dev/ttyUSB0")
            #expect(try reporter.finish(Samples.report()) == nil)
            #expect(try lines(path).map { $0["seq"] } == [0, 1, 2, 3])
        }
    }

    @Test func severalRunsShareAFile() throws {
        try withTemporaryFile { path throws in
            for _ in 0..<2 {
                let reporter = try EventReporter(file: path, context: context, port: nil)
                #expect(try reporter.finish(Samples.report()) == nil)
            }
            #expect(try lines(path).map { $0["seq"] } == [0, 1, 2, 0, 1, 2])
        }
    }

    @Test func nothingFollowsTheLastLine() throws {
        try withTemporaryFile { path throws in
            let reporter = try EventReporter(file: path, context: context, port: nil)
            reporter.abandon(signal: 2)
            reporter.take(.phaseStarted(.write, limit: nil))
            reporter.abandon(signal: 2)
            #expect(try lines(path).map { $0["type"] } == ["run-started", "run-finished"])
            #expect(try lines(path).last?["exit_code"] == 130)
        }
    }

    @Test func aFileThatCannotBeWrittenIsSaidAtOnce() {
        #expect(throws: OutputError.self) {
            try EventReporter(file: "/nowhere/events.jsonl", context: context, port: nil)
        }
        #expect(throws: OutputError.self) { try EventReporter(file: "/dev/full", context: context, port: nil) }
    }
}
