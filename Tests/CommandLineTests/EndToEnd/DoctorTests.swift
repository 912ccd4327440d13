import FoundationEssentials
import Testing
import TransportPosix

@testable import Reports
@testable import otaflash

/// `otaflash doctor` as a program, against mock boards and a port that another program holds.
@Suite struct DoctorTests {
    private func doctor(_ port: String, _ options: [String] = []) async throws -> (Ended, [JSONValue]) {
        let arguments = ["doctor", "--port", port, "--connect-timeout", "6", "--json"] + options
        let ended = try await otaflash(arguments)
        let json = try ended.json
        #expect(try JSONSchema("doctor.schema.json").faults(of: json) == [])
        return (ended, json["findings"].elements.filter { $0["severity"] == "problem" })
    }

    @Test func `a working board has no problem`() async throws {
        try await withMockBoard { bench, _ in
            let (ended, problems) = try await doctor(bench.link)
            #expect(ended.status == 0)
            #expect(problems.isEmpty)
        }
    }

    @Test func `a console that an application has taken is reported`() async throws {
        let script = """
            uart.on("data",0,function() end,0)
            tmr.create():alarm(200,tmr.ALARM_AUTO,function() uart.write(0,"21.5\\n") end)
            """
        try await withMockBoard(["--dialect", "idf4"], initLua: script) { bench, _ in
            let (ended, problems) = try await doctor(bench.link)
            #expect(ended.status == 14)
            #expect(problems.first?["code"] == "console-taken")
        }
    }

    @Test func `a port that another program holds gives its exit status`() async throws {
        try await withMockBoard { bench, _ in
            let port = try await SerialPort.open(path: bench.link)
            let (ended, problems) = try await doctor(bench.link)
            #expect(ended.status == 12)
            #expect(problems.first?["code"] == "port-held")
            await port.close()
        }
    }

    @Test func `a missing port gives its exit status`() async throws {
        let (ended, problems) = try await doctor("/dev/ttyNone9")
        #expect(ended.status == 10)
        #expect(problems.first?["code"] == "cannot-open")
    }

    @Test func hostOnlyOpensNoPort() async throws {
        let (ended, problems) = try await doctor("/dev/ttyNone9", ["--host-only"])
        #expect(ended.status == 0)
        #expect(problems.isEmpty)
    }
}
