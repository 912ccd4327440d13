import Fleet
import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct MetricsReportTests {
    private func text(_ boards: [BoardOutcome]) throws -> String {
        MetricsReport(try RunSamples.run(boards)).text
    }

    private static var hostile: BoardOutcome {
        get throws {
            RunSamples.board("a\\b\"c\nd\u{1B}e", .failed, [try RunSamples.failure(RunSamples.lost())])
        }
    }

    @Test func `a strict reader and the linter have no complaints`() throws {
        let metrics = try Exposition(text(RunSamples.fleet + [Self.hostile]))
        #expect(metrics.complaints == [])
        #expect(metrics.samples.allSatisfy { $0.name.hasPrefix("otaflash_") })
    }

    @Test func theReaderIsStrict() {
        for text in [
            "a 1", "a{b=\"c} 1\n", "a 1 1700000000\n", "a 1\nb 1\na 2\n", "a 1\na 1\n", "# HELP a\n", "1a 1\n",
        ] {
            #expect(throws: Exposition.Fault.self, "\(text)") { try Exposition(text) }
        }
        #expect(throws: Never.self) {
            let metrics = try Exposition("# TYPE a_ms_total gauge\na_ms_total 1\n")
            #expect(metrics.complaints.count == 3)
        }
    }

    @Test func `the metrics describe the boards and the run`() throws {
        let metrics = try Exposition(text(RunSamples.fleet))
        #expect(metrics["otaflash_build_info", ["version": ToolVersion.text]] == 1)
        #expect(metrics["otaflash_run_start_timestamp_seconds", [:]] == 1_763_811_162.625)
        #expect(metrics["otaflash_run_duration_seconds", [:]] == 60.5)
        #expect(metrics["otaflash_run_success", [:]] == 0)
        #expect(metrics["otaflash_run_boards", ["result": "ok"]] == 2)
        #expect(metrics["otaflash_run_boards", ["result": "quarantined"]] == 1)
        #expect(metrics["otaflash_run_boards", ["result": "unchanged"]] == 0)
        #expect(metrics["otaflash_upgrade_result", ["board": "esp1", "result": "ok", "code": "upgraded"]] == 1)
        #expect(metrics["otaflash_upgrade_result", ["board": "esp3", "result": "failed", "code": "link-lost"]] == 1)
        #expect(metrics["otaflash_upgrade_duration_seconds", ["board": "esp1"]] == 48.211)
        #expect(metrics["otaflash_upgrade_duration_seconds", ["board": "esp4"]] == nil)
        #expect(metrics["otaflash_upgrade_phase_seconds", ["board": "esp1", "phase": "write"]] == 23.75)
        #expect(metrics["otaflash_upgrade_retries", ["board": "esp1"]] == 0)
        #expect(metrics["otaflash_upgrade_retries", ["board": "esp3"]] == 1)
        #expect(metrics["otaflash_upgrade_flaky", ["board": "esp2"]] == 1)
        #expect(metrics["otaflash_upgrade_flaky", ["board": "esp3"]] == 0)
        #expect(metrics["otaflash_upgrade_quarantined", ["board": "esp4"]] == 1)
        #expect(metrics["otaflash_upgrade_warnings", ["board": "esp1"]] == 1)
        #expect(metrics["otaflash_firmware_info", ["board": "esp1", "version": "3.0.0.1", "slot": "ota_1"]] == 1)
        #expect(metrics["otaflash_firmware_info", ["board": "esp3", "version": "3.0.0.0", "slot": "ota_0"]] == 1)
        #expect(metrics["otaflash_transfer_image_bytes", ["board": "esp1"]] == 262_144)
    }

    @Test func `only a proven board has a success`() throws {
        let metrics = try Exposition(text(RunSamples.fleet))
        let name = "otaflash_upgrade_last_success_timestamp_seconds"
        #expect(metrics[name, ["board": "esp2"]] == 1_763_811_162.625)
        #expect(metrics[name, ["board": "esp3"]] == nil)
        #expect(metrics[name, ["board": "esp4"]] == nil)
    }

    @Test func `a run without boards is not a success`() throws {
        #expect(try Exposition(text([]))["otaflash_run_success", [:]] == 0)
        #expect(try Exposition(text(Array(RunSamples.fleet.prefix(2))))["otaflash_run_success", [:]] == 1)
    }

    @Test func namesOfBoardsAreEscaped() throws {
        #expect(try text([Self.hostile]).contains(#"{board="a\\b\"c?d?e"} "#))
    }

    @Test(.enabled(if: Python.hasReaders, Comment(rawValue: Python.absence)))
    func prometheusReadsIt() async throws {
        try await withTemporaryFile { path async throws in
            try AtomicFile(path).write(text(RunSamples.fleet + [Self.hostile]))
            let script = """
                import sys
                from prometheus_client.parser import text_string_to_metric_families as read
                families = list(read(open(sys.argv[1]).read()))
                print(all(f.type == 'gauge' and f.documentation for f in families), len(families))
                print(all(s.timestamp is None for f in families for s in f.samples))
                print([s.labels['board'] for f in families if f.name == 'otaflash_upgrade_retries' for s in f.samples])
                """
            let (output, complaints) = try await Python.run(script, path)
            #expect(complaints == "")
            #expect(
                output == """
                    True 18
                    True
                    ['esp1', 'esp2', 'esp3', 'esp4', 'a\\\\b"c?d?e']

                    """
            )
        }
    }
}
