import ArgumentParser
import ESPImage
import Fleet
import FoundationEssentials
import LuaREPL
import OTAUpgrade
import Testing
import TransportCore
import TransportTrace

@testable import Reports
@testable import otaflash

/// All files that are written about a run, for complete upgrades over a pseudo terminal.
@Suite struct ResultsTests {
    /// Upgrades the board of a bench, and writes all result files into its folder.
    private func upgrade(
        _ bench: MockBench,
        _ version: String = "2.0.0",
        isRedacted: Bool = false,
        _ change: (inout BoardJob) -> Void = { _ in }
    ) async throws -> (report: RunReport, artifacts: [Artifact], failures: [ResultFailure]) {
        let file = try bench.image(version)
        let options = try ResultOptions.parse([
            "--junit", bench.folder + "/run.xml", "--metrics", bench.folder + "/run.prom", "--artifacts",
            bench.folder + "/out",
        ])
        let context = RunContext(arguments: ["upgrade", file], environment: [:], signals: SignalWatch())
        let recorder = try #require(try options.recorder(context, isRedacted: isRedacted))
        let inspection = try FirmwareFile.inspect(file: file)
        let token = try #require(DialogueToken("3fa9c1"))
        let port = PortConnector(.terminal(path: bench.link))
        var job = BoardJob(name: "esp1") { () async throws(UpgradeError) in
            recorder.recording(port, board: "esp1", token: token)
        }
        job.token = token
        change(&job)
        let start = Date()
        let upgrade = BoardUpgrade(job, image: try #require(inspection.image), report: { recorder.take($0) })
        let board = await upgrade.run()
        let report = RunReport(
            file: file,
            inspection: inspection,
            start: start,
            duration: board.duration,
            boards: [board]
        )
        let files = options.reporter(recorder).finish(report)
        return (report, files.artifacts, files.failures)
    }

    @Test func `an upgrade writes all result files`() async throws {
        try await withMockBoard { bench, _ in
            let (report, artifacts, failures) = try await upgrade(bench)
            #expect(report.boards[0].status == .upgraded, "\(String(describing: report.boards[0].error))")
            #expect(failures == [])
            #expect(artifacts.map(\.kind) == ArtifactKind.allCases)
            let folder = bench.folder + "/out/esp1"

            let schema = try JSONSchema("event.schema.json")
            let lines = try InputFile(folder + "/events.jsonl").read().split(separator: UInt8(ascii: "\n"))
            for line in lines { #expect(try schema.faults(of: JSONValue(text: line)) == []) }
            #expect(try JSONValue(text: #require(lines.last))["type"] == "board-finished")

            let log = String(decoding: try InputFile(folder + "/serial.log").read(), as: UTF8.self)
            #expect(log.contains("NodeMCU"))
            #expect(try JSONValue(text: InputFile(folder + "/before.json").read())["version"] == "1.0.0")
            #expect(try JSONValue(text: InputFile(folder + "/after.json").read())["version"] == "2.0.0")
            #expect(try JSONValue(text: InputFile(folder + "/plan.json").read())["to"] == "ota_1")
            let text = String(decoding: try InputFile(folder + "/report.txt").read(), as: UTF8.self)
            #expect(text.contains("Upgraded: ota_1 runs nodemcu 2.0.0, and is accepted."))
            #expect(text.contains(folder + "/serial.log\n"))

            let metrics = try Exposition(String(decoding: InputFile(bench.folder + "/run.prom").read(), as: UTF8.self))
            #expect(metrics.complaints == [])
            #expect(metrics["otaflash_firmware_info", ["board": "esp1", "version": "2.0.0"]] == 1)
            let junit = String(decoding: try InputFile(bench.folder + "/run.xml").read(), as: UTF8.self)
            #expect(junit.contains(#"<testcase name="accept" classname="otaflash.esp1""#))
        }
    }

    @Test func theTraceCanBeReplayed() async throws {
        try await withMockBoard { bench, _ in
            let (report, _, _) = try await upgrade(bench) { $0.options.window = 1 }
            #expect(report.boards[0].status == .upgraded)
            let replay = ReplayConnector(try TraceFile(bench.folder + "/out/esp1/serial.trace").last())
            var options = UpgradeOptions()
            options.window = 1
            let session = UpgradeSession(
                connector: replay,
                image: try #require(report.inspection?.image),
                options: options
            )
            let again = await session.run(token: try #require(DialogueToken("3fa9c1")))
            #expect(again.outcome == .upgraded, "\(String(describing: replay.difference))")
        }
    }

    @Test func `the files of a redacted run do not contain the image`() async throws {
        try await withMockBoard { bench, _ in
            let (report, artifacts, _) = try await upgrade(bench, isRedacted: true)
            #expect(report.boards[0].status == .upgraded)
            let folder = bench.folder + "/out/esp1"
            let trace = String(decoding: try InputFile(folder + "/serial.trace").read(), as: UTF8.self)
            #expect(trace.contains("bytes withheld]"))
            #expect(artifacts.count == ArtifactKind.allCases.count)
        }
    }

    @Test func `a failure is in all result files`() async throws {
        try await withMockBoard { bench, _ in
            let (report, _, failures) = try await upgrade(bench) { job in
                job.options.check = Array("false".utf8)
            }
            #expect(report.boards[0].status == .failed)
            #expect(failures == [])
            let junit = String(decoding: try InputFile(bench.folder + "/run.xml").read(), as: UTF8.self)
            #expect(junit.contains(#"<failure type="check-failed""#))
            let metrics = try Exposition(String(decoding: InputFile(bench.folder + "/run.prom").read(), as: UTF8.self))
            #expect(metrics["otaflash_upgrade_result", ["code": "check-failed"]] == 1)
            #expect(metrics["otaflash_firmware_info", ["version": "1.0.0"]] == 1)
            let text = String(decoding: try InputFile(bench.folder + "/out/esp1/report.txt").read(), as: UTF8.self)
            #expect(text.contains("Failed: check-failed."))
        }
    }
}
