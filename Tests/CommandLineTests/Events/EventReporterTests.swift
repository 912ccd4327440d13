import Fleet
import FoundationEssentials
import Glibc
import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct EventReporterTests {
    private let facts = RunFacts(run: UUID(), clock: RunClock(), arguments: ["upgrade"])

    private func lines(_ path: String) throws -> [JSONValue] {
        try Data(contentsOf: URL(filePath: path)).split(separator: 0x0A).map { try JSONValue(text: $0) }
    }

    private func event(_ kind: BoardEvent.Kind) -> BoardEvent {
        BoardEvent(board: "esp1", attempt: 1, kind)
    }

    @Test func `an inherited descriptor receives the events`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let reporter = try EventReporter(file: "fd:\(ends[1])", facts: facts, namesBoards: false)
        #expect(reporter.finish(.ok) == nil)
        var buffer = [UInt8](repeating: 0, count: 8192)
        let count = read(ends[0], &buffer, buffer.count)
        let lines = try buffer[..<count].split(separator: 0x0A).map { try JSONValue(text: $0) }
        #expect(lines.map { $0["type"] } == ["run-started", "run-finished"])
    }

    @Test func `a closed descriptor is reported immediately`() {
        #expect(throws: OutputError.self) {
            try EventReporter(file: "fd:987", facts: facts, namesBoards: false)
        }
    }

    @Test func `each line is in the file as soon as it happens`() throws {
        try withTemporaryFile { path throws in
            let reporter = try EventReporter(file: path, facts: facts, namesBoards: false)
            #expect(try lines(path).map { $0["type"] } == ["run-started"])
            reporter.take(event(.found(Samples.port)))
            reporter.take(event(.session(.phaseStarted(.connect, limit: nil))))
            #expect(try lines(path).last?["port"] == "/dev/ttyUSB0")
            #expect(reporter.finish(.ok) == nil)
            #expect(try lines(path).map { $0["seq"] } == [0, 1, 2])
        }
    }

    @Test func `several runs can share a file`() throws {
        try withTemporaryFile { path throws in
            for _ in 0..<2 {
                let reporter = try EventReporter(file: path, facts: facts, namesBoards: false)
                #expect(reporter.finish(.ok) == nil)
            }
            #expect(try lines(path).map { $0["seq"] } == [0, 1, 0, 1])
        }
    }

    @Test func `nothing follows the last line`() throws {
        try withTemporaryFile { path throws in
            let reporter = try EventReporter(file: path, facts: facts, namesBoards: false)
            reporter.abandon(signal: 2)
            reporter.take(event(.session(.phaseStarted(.write, limit: nil))))
            reporter.abandon(signal: 2)
            #expect(try lines(path).map { $0["type"] } == ["run-started", "run-finished"])
            #expect(try lines(path).last?["exit_code"] == 130)
        }
    }

    @Test func `a file that cannot be written is reported immediately`() {
        #expect(throws: OutputError.self) {
            try EventReporter(file: "/nowhere/events.jsonl", facts: facts, namesBoards: false)
        }
        #expect(throws: OutputError.self) { try EventReporter(file: "/dev/full", facts: facts, namesBoards: false) }
    }
}
