import FoundationEssentials
import TransportCore

/// The result of a run, as JUnit XML.
///
/// It fits the schema of Jenkins' xUnit plugin (`junit-10.xsd`, which pytest's `xunit2` follows), including flaky and
/// repeated attempts; that schema has no `skipped` in the root element.
package struct JUnitReport: Sendable {
    /// The root element.
    let element: XMLElement

    /// - Parameter host: this host's name.
    package init(_ report: RunReport, host: String) {
        let suites =
            report.boards.isEmpty ? [JUnitSuite(refused: report)] : report.boards.map { JUnitSuite($0, of: report) }
        // The schemas that define a type for it allow no time zone; it is UTC.
        let timestamp = String(report.start.formatted(.iso8601).prefix(19))
        let cases = suites.flatMap(\.cases)
        var root = XMLElement("testsuites")
        root.set("name", "otaflash")
        root.set("tests", String(cases.count))
        root.set("failures", String(cases.count(where: \.isFailed)))
        root.set("errors", "0")
        root.set("time", suites.reduce(Duration.zero) { $0 + $1.time }.xmlSeconds)
        for suite in suites { root.append(suite.element(host: host, timestamp: timestamp)) }
        element = root
    }

    package var text: String { element.document }
}
