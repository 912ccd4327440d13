import Foundation
import Testing
import TransportCore

@testable import TransportTrace

@Suite struct TraceTextTests {
    @Test(
        arguments: [
            (.opened(.terminal(path: "/dev/ttyUSB0"), baud: 115_200), "+ baud 115200 /dev/ttyUSB0"),
            (.opened(.simulated(name: "mock board"), baud: nil), "+ simulated:mock board"),
            (.closed, "-"),
            (.toBoard(.shown(Array("print(1)\n".utf8))), #"> print(1)\n"#),
            (.fromBoard(.shown(Array(" 1\r\n> ".utf8))), #"< \x201\r\n>\x20"#),
            (.fromBoard(.shown([0x5B, 0x5B, 0x5C, 0x00, 0xFF, 0x09])), #"< \x5b[\\\x00\xff\t"#),
            (.fromBoard(.shown([])), "<"),
            (.toBoard(.withheld(count: 213)), "> [213 bytes withheld]"),
            (.fromBoard(.echo(count: 12, position: 340)), "< [12 bytes withheld, echo from 340]"),
            (.fromBoard(.shown([0x2A]), late: true), "<* *"),
            (.nothing(), "."),
            (.nothing(late: true), ".*"),
            (.baud(230_400), "= baud 230400"),
            (.modemLines(ModemLines(dtr: true, rts: false)), "= dtr 1 rts 0"),
            (.failed(.read, .linkLost, message: "/dev/ttyUSB0 has gone."), "! read linkLost /dev/ttyUSB0 has gone."),
        ] as [(TraceEvent, String)]
    )
    func aRecordIsALine(event: TraceEvent, text: String) throws {
        let record = TraceRecord(at: .nanoseconds(12_345_678_901), event)
        #expect(record.description == "12.345678901 \(text)")
        #expect(try TraceRecord(parsing: record.description) == record)
    }

    @Test func everyByteSurvivesARoundTrip() throws {
        for first in UInt8.min...UInt8.max {
            let record = TraceRecord(at: .zero, .toBoard(.shown([first, first, first])))
            #expect(try TraceRecord(parsing: record.description) == record)
            #expect(record.description.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        }
    }

    @Test(arguments: [
        ("print(1)", TraceSyntaxError.Reason.time), ("1 > x", .time), ("1.2.3 > x", .time), ("-1.5 > x", .time),
        ("1.5", .time), ("1.5 ?", .mark), ("1.5 >> x", .mark), (#"1.5 > \q"#, .event(">")),
        (#"1.5 > \x1"#, .event(">")),
        ("1.5 > [x bytes withheld]", .event(">")), ("1.5 - x", .event("-")), ("1.5 = baud", .event("=")),
        ("1.5 ! read nonsense x", .event("!")), ("1.5 + ", .event("+")),
    ])
    func aLineThatCannotBeReadIsNamed(line: String, reason: TraceSyntaxError.Reason) {
        let error = #expect(throws: TraceSyntaxError.self) {
            try Trace.all(in: "otaflash-trace 1\n# a remark\n\n\(line)\n")
        }
        #expect(error?.reason == reason)
        #expect(error?.line == 4)
        #expect(error?.description.hasPrefix("Line 4: ") == true)
    }

    @Test func aTextCanHaveSeveralTraces() throws {
        let text = "otaflash-trace 1 token=3fa9c1 colour=red\n0.5 > a\n\notaflash-trace 1\n# again\n0.0 > b\n"
        let traces = try Trace.all(in: text)
        #expect(traces.map(\.header.token) == ["3fa9c1", nil])
        #expect(traces[1].records == [TraceRecord(at: .zero, .toBoard(.shown([0x62])))])
        #expect(traces[1].line(of: 0) == 6)
        #expect(try Trace.all(in: traces[0].description) == [traces[0]])
    }

    @Test(arguments: [("otaflash-trace 2\n", TraceSyntaxError.Reason.format("2")), ("hello\n", .header)])
    func anotherFormatIsRefused(text: String, reason: TraceSyntaxError.Reason) {
        #expect(throws: TraceSyntaxError(reason, in: String(text.dropLast()), line: 1)) { try Trace.all(in: text) }
    }

    @Test func aFileIsRead() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "trace-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: TraceFileError(path: path, reason: .unreadable(ENOENT))) { try TraceFile(path).last() }
        try Data().write(to: URL(filePath: path))
        #expect(throws: TraceFileError(path: path, reason: .empty)) { try TraceFile(path).last() }
        try Data("otaflash-trace 1\n0.0 > a\notaflash-trace 1\n0.0 > b\n".utf8).write(to: URL(filePath: path))
        #expect(try TraceFile(path).last().records.map(\.description) == ["0.000000000 > b"])
        try Data("otaflash-trace 1\n0.0 * a\n".utf8).write(to: URL(filePath: path))
        let error = #expect(throws: TraceFileError.self) { try TraceFile(path).last() }
        #expect(error?.description.contains("Line 2: ") == true)
    }
}
