import Fleet
import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct JUnitReportTests {
    private func root(_ boards: [BoardOutcome]) throws -> XMLElement {
        JUnitReport(try RunSamples.run(boards), host: "lab3").element
    }

    private func suite(_ board: BoardOutcome) throws -> XMLElement {
        try #require(try root([board]).children("testsuite").first)
    }

    @Test func aBoardIsASuiteWithACaseForEachPhase() throws {
        let suite = try suite(RunSamples.board("esp1", .upgraded, [RunSamples.success()]))
        #expect(suite["name"] == "esp1")
        #expect(suite["tests"] == "3")
        #expect(suite["failures"] == "0")
        #expect(suite["errors"] == "0")
        #expect(suite["skipped"] == "0")
        #expect(suite["time"] == "48.211")
        #expect(suite["timestamp"] == "2025-11-22T11:32:42")
        #expect(suite["hostname"] == "lab3")
        let cases = suite.children("testcase")
        #expect(cases.map { $0["name"] } == ["connect", "commence", "write"])
        #expect(cases.map { $0["time"] } == ["0.412", "5.100", "23.750"])
        #expect(Set(cases.map { $0["classname"] }) == ["otaflash.esp1"])
        #expect(cases.allSatisfy { $0.content == [] })
    }

    @Test func `the properties of the suite describe the run`() throws {
        let suite = try suite(RunSamples.board("esp1", .upgraded, [RunSamples.success()]))
        let properties = try #require(suite.children("properties").first).children("property")
        let values = Dictionary(properties.map { ($0["name"] ?? "", $0["value"] ?? "") }) { $1 }
        #expect(values["tool"] == "otaflash \(ToolVersion.text)")
        #expect(values["from"] == "3.0.0.0")
        #expect(values["to"] == "3.0.0.1")
        #expect(values["port"] == "/dev/ttyUSB0")
        #expect(values["chip"] == "esp32")
        #expect(values["image_sha256"]?.count == 64)
        #expect(values["result"] == "ok")
        #expect(values["attempts"] == "1")
    }

    @Test func thePhaseThatFailedHasTheFailure() throws {
        let suite = try suite(RunSamples.board("esp3", .failed, [RunSamples.failure(RunSamples.lost())]))
        #expect(suite["failures"] == "1")
        let failed = try #require(suite.children("testcase").first { !$0.children("failure").isEmpty })
        #expect(failed["name"] == "write")
        let failure = try #require(failed.children("failure").first)
        #expect(failure["type"] == "link-lost")
        #expect(failure["message"] == "The port has gone.")
        let text = try #require(failure.content.first.map { "\($0)" })
        #expect(text.contains("Plug it in again."))
        #expect(text.contains("ota_0 (3.0.0.0) runs now and starts again at the next reset."))
        #expect(text.contains("link-lost, exit status 36, in write"))
    }

    @Test func `a phase that failed before it had a time is also a case`() throws {
        let error = RunSamples.lost(in: .verify)
        let suite = try suite(RunSamples.board("esp3", .failed, [RunSamples.failure(error)]))
        #expect(suite.children("testcase").map { $0["name"] } == ["connect", "identify", "write", "verify"])
        #expect(suite.children("testcase").last?.children("failure").count == 1)
    }

    @Test func `a board that was not found has one case`() throws {
        let error = UpgradeError(.noDevice, "There is no board.", nextStep: "Connect one.")
        let suite = try suite(RunSamples.board("esp3", .failed, [UpgradeAttempt(error: error)]))
        #expect(suite.children("testcase").map { $0["name"] } == ["find"])
        #expect(suite["failures"] == "1")
    }

    @Test func `a success after a failure stays visible`() throws {
        let board = try RunSamples.board(
            "esp2",
            .upgraded,
            [RunSamples.failure(RunSamples.lost()), RunSamples.success(after: .resynchronise)]
        )
        let suite = try suite(board)
        #expect(suite["failures"] == "0")
        let write = try #require(suite.children("testcase").first { $0["name"] == "write" })
        let flaky = try #require(write.children("flakyFailure").first)
        #expect(flaky["type"] == "link-lost")
        #expect(flaky["message"] == "Attempt 1: The port has gone.")
        #expect(flaky.children("stackTrace").count == 1)
        #expect(write.children("rerunFailure").isEmpty)
    }

    @Test func `a flaky phase that did not run again is reported at the last one`() throws {
        let board = try RunSamples.board(
            "esp2",
            .unchanged,
            [RunSamples.failure(RunSamples.lost(in: .verify)), RunSamples.success()]
        )
        #expect(try suite(board).children("testcase").map { $0.children("flakyFailure").count } == [0, 0, 1])
    }

    @Test func `attempts of a failed board are reruns`() throws {
        let board = try RunSamples.board(
            "esp3",
            .failed,
            [RunSamples.failure(RunSamples.lost(in: .connect)), RunSamples.failure(RunSamples.lost())]
        )
        let failed = try #require(suite(board).children("testcase").first { $0["name"] == "write" })
        #expect(failed.children("failure").count == 1)
        #expect(failed.children("rerunFailure").map { $0["type"] } == ["link-lost"])
    }

    @Test(arguments: BoardOutcome.SkipReason.allCases)
    func `a board that was left unchanged is skipped`(reason: BoardOutcome.SkipReason) throws {
        let suite = try suite(RunSamples.board("esp4", .skipped(reason), []))
        #expect(suite["skipped"] == "1")
        #expect(suite["tests"] == "1")
        let skipped = suite.children("testcase").first?.children("skipped").first
        #expect(skipped?["message"]?.hasPrefix(reason.rawValue + ": ") == true)
    }

    @Test func `a refused file is a failed case`() throws {
        let root = try root([])
        #expect(root["failures"] == "1")
        #expect(root.children("testsuite").first?.children("testcase").first?["name"] == "image")
    }

    @Test func `the totals are the sums of the suites`() throws {
        let root = try root(RunSamples.fleet)
        let suites = root.children("testsuite")
        func sum(_ attribute: String) -> Int { suites.compactMap { $0[attribute].flatMap { Int($0) } }.reduce(0, +) }
        #expect(root["tests"] == String(sum("tests")))
        #expect(root["failures"] == "1")
        #expect(sum("failures") == 1)
        #expect(sum("skipped") == 1)
        #expect(root["time"] == "192.844")
        #expect(sum("tests") == suites.reduce(0) { $0 + $1.children("testcase").count })
    }

    /// What the schema `junit-10.xsd` of Jenkins' xUnit plugin allows in each element that is used here.
    private static let schema: [String: (attributes: Set<String>, elements: Set<String>)] = [
        "testsuites": (["name", "time", "tests", "failures", "errors"], ["testsuite"]),
        "testsuite": (
            ["name", "tests", "failures", "errors", "time", "skipped", "timestamp", "hostname"],
            ["properties", "testcase"]
        ),
        "properties": ([], ["property"]), "property": (["name", "value"], []),
        "testcase": (
            ["name", "time", "classname"], ["skipped", "failure", "rerunFailure", "flakyFailure"]
        ),
        "failure": (["type", "message"], []), "skipped": (["type", "message"], []),
        "rerunFailure": (["type", "message"], ["stackTrace"]), "flakyFailure": (["type", "message"], ["stackTrace"]),
        "stackTrace": ([], []),
    ]

    @Test func `the report has nothing that the schema does not define`() throws {
        func check(_ element: XMLElement) throws {
            let rule = try #require(Self.schema[element.name], "\(element.name)")
            #expect(rule.attributes.isSuperset(of: element.attributes.map(\.name)), "\(element.name)")
            for case .element(let inner) in element.content {
                #expect(rule.elements.contains(inner.name), "\(inner.name) in \(element.name)")
                try check(inner)
            }
        }
        try check(root(RunSamples.fleet))
    }

    // MARK: Third-party readers

    /// A board with hostile texts as its name and its messages.
    private static var hostile: BoardOutcome {
        get throws {
            let text = "]]><!--\u{0}\u{1B}[2J\u{FFFF}\u{202E}&amp;\"'\n\t</testsuite>"
            let error = UpgradeError(.checkFailed, text, nextStep: text, phase: .write)
            return RunSamples.board("/dev/\(text)", .failed, [try RunSamples.failure(error)])
        }
    }

    @Test func pythonReadsIt() async throws {
        let boards = try RunSamples.fleet + [Self.hostile]
        try await withTemporaryFile { path async throws in
            try AtomicFile(path).write(JUnitReport(RunSamples.run(boards), host: "lab3").text)
            let script = """
                import sys, xml.etree.ElementTree as tree
                root = tree.parse(sys.argv[1]).getroot()
                print(root.tag, len(root), len(root.findall('.//testcase')), root.get('tests'))
                print(repr(root[4].get('name')))
                """
            let (output, complaints) = try await Python.run(script, path)
            #expect(complaints == "")
            let lines = output.split(separator: "\n")
            #expect(lines.first == "testsuites 5 13 13")
            #expect(lines.last == #"'/dev/]]><!--??[2J??&amp;"\'??</testsuite>'"#)
        }
    }

    @Test(.enabled(if: Python.hasReaders, Comment(rawValue: Python.absence)))
    func junitparserReadsIt() async throws {
        try await withTemporaryFile { path async throws in
            try AtomicFile(path).write(JUnitReport(RunSamples.run(RunSamples.fleet), host: "lab3").text)
            let script = """
                import sys
                from junitparser import xunit2
                xml = xunit2.JUnitXml.fromfile(sys.argv[1])
                for suite in xml:
                    for case in suite:
                        kinds = [type(r).__name__ for r in case.result]
                        kinds += ['flaky ' + r.type for r in case.flaky_failures()]
                        kinds += ['rerun ' + r.type for r in case.rerun_failures()]
                        if kinds: print(suite.name, case.name, case.time, kinds)
                print(xml.tests, xml.failures, xml.errors, round(xml.time, 3))
                before = (xml.tests, xml.failures, xml.errors)
                xml.update_statistics()
                print(before == (xml.tests, xml.failures, xml.errors))
                """
            let (output, complaints) = try await Python.run(script, path)
            #expect(complaints == "")
            #expect(
                output == """
                    esp2 write 23.75 ['flaky link-lost']
                    esp3 write 1.5 ['Failure', 'rerun link-lost']
                    esp4 upgrade 0.0 ['Skipped']
                    10 1 0 192.844
                    True

                    """
            )
        }
    }
}
