import Fleet
import FoundationEssentials
import Inventory
import Testing

@testable import Reports
@testable import otaflash

/// Commands that are printed for a shell are pasted, and do what the text around them says.
@Suite(.serialized) struct PastedCommandTests {
    /// The commands in a text, each a line of its own.
    private func commands(in text: String) -> [String] {
        text.split(separator: "\n").map { String($0.drop { $0 == " " }) }.filter {
            $0.hasPrefix("otaflash ") || $0.hasPrefix("OTAFLASH_")
        }
    }

    /// Runs a line in a shell, word for word.
    private func paste(_ line: String, environment: [String: String] = [:]) async throws -> Ended {
        let path = URL(filePath: Tool.otaflash.path).deletingLastPathComponent().path
        let variables = environment.map { "export \($0)=\($1.quotedForShell); " }.joined()
        return try await through("bash", ["-c", "PATH=\(path.quotedForShell):$PATH; \(variables)\(line)"], [])
    }

    @Test func `a fleet whose downgrade was refused`() async throws {
        try await withMockFleet(2) { fleet in
            let report = fleet.folder + "/f.xml"
            let arguments = [
                "fleet", "upgrade", try fleet.image("0.9.0"), "--inventory", fleet.inventory, "--junit", report,
                "--connect-timeout", "30",
            ]
            let first = try await otaflash(arguments)
            #expect(first.status == 40, "\(first.messages)")
            let written = try InputFile(report).read()
            let lines = commands(in: first.output)
            #expect(lines.count == 1, "\(first.output)")
            #expect(try await paste(lines[0]).status == 0)
            #expect(try InputFile(report).read() == written)
        }
    }

    @Test func `a fleet with options from the environment`() async throws {
        try await withMockFleet(2) { fleet in
            let report = fleet.folder + "/f.xml"
            let environment = [
                "OTAFLASH_ALLOW_DOWNGRADE": "1", "OTAFLASH_INVENTORY": fleet.inventory, "OTAFLASH_JUNIT": report,
                "OTAFLASH_CHECK": "_VERSION ~= nil", "OTAFLASH_CONNECT_TIMEOUT": "8",
            ]
            try await fleet.start(["esp2"], ["--fault", "deaf"])
            let first = try await otaflash(["fleet", "upgrade", try fleet.image("0.9.0")], environment: environment)
            #expect(first.status == 40, "\(first.messages)")
            let written = try InputFile(report).read()
            let lines = commands(in: first.output).filter { $0.contains(" fleet upgrade ") }
            #expect(lines.count == 1, "\(first.output)")
            try await fleet.start(["esp2"])
            // In a shell that has the variables, and then in one that does not.
            #expect(try await paste(lines[0], environment: environment).status == 0)
            #expect(try InputFile(report).read() == written)
            let again = try await paste(lines[0])
            #expect(again.status == 0)
            #expect(again.output.contains(" unchanged "), "\(again.output)")
        }
    }

    @Test func `a board that has just been quarantined`() async throws {
        try await withMockFleet(2) { fleet in
            let arguments = [
                "fleet", "upgrade", try fleet.image("2.0.0"), "--inventory", fleet.inventory, "--connect-timeout", "8",
                "--quarantine-after", "1", "--quarantine-file", fleet.folder + "/failures.json",
            ]
            try await fleet.start(["esp2"], ["--fault", "deaf"])
            let first = try await otaflash(arguments)
            #expect(first.status == 40)
            try await fleet.start(["esp2"])
            let line = try #require(commands(in: first.output).last)
            #expect(try await paste(line).status == 0)
            // A board that was proven is out of quarantine.
            #expect(try await otaflash(arguments).status == 0)
        }
    }

    @Test func `a board whose downgrade was refused`() async throws {
        try await withMockBoard { bench, _ in
            let (report, trace) = (bench.folder + "/f.xml", bench.folder + "/run.trace")
            let first = try await otaflash([
                "upgrade", bench.image("0.9.0"), "--port", bench.link, "--junit", report, "--trace", trace,
                "--trace-redact",
            ])
            #expect(first.status == 23, "\(first.messages)")
            let written = (try InputFile(report).read(), try InputFile(trace).read())
            let lines = commands(in: first.messages)
            #expect(lines.count == 1, "\(first.messages)")
            #expect(try await paste(lines[0]).status == 0)
            #expect(try (InputFile(report).read(), InputFile(trace).read()) == written)
        }
    }

    @Test(arguments: ["accept", "rollback"])
    func `a board on trial that refuses an upgrade`(way: String) async throws {
        try await withMockBoard { bench, _ in
            let usual = ["--port", bench.link, "--connect-timeout", "20"]
            #expect(try await otaflash(["upgrade", bench.image("2.0.0"), "--no-accept"] + usual).status == 0)
            let refused = try await otaflash(["upgrade", bench.image("3.0.0")] + usual)
            #expect(refused.status == 24, "\(refused.messages)")
            let lines = commands(in: refused.messages)
            let line = try #require(lines.first { $0.contains(" \(way) ") }, "\(refused.messages)")
            let pasted = try await paste(line)
            #expect(pasted.status == 0, "\(pasted.messages)")
            #expect(try await otaflash(["upgrade", bench.image("3.0.0")] + usual).status == 0)
        }
    }

    @Test func aSelectorOfABoardWhosePathHasASpace() async throws {
        try await withMockBoard { bench, _ in
            let link = bench.folder + "/my board"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: bench.link)
            #expect(try await otaflash(["upgrade", bench.image("2.0.0"), "--no-accept", "--port", link]).status == 0)
            let refused = try await otaflash(["reset", "--port", link])
            #expect(refused.status == 24, "\(refused.messages)")
            let lines = commands(in: refused.messages)
            #expect(lines.count == 2, "\(refused.messages)")
            for line in lines {
                let pasted = try await paste(line)
                #expect(pasted.status == 0, "\(line): \(pasted.messages)")
            }
        }
    }
}
