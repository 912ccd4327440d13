import ESPImage
import Fleet
import LuaREPL
import OTAUpgrade
import TerminalUI
import TransportCore

/// The upgrade of one board, as a test suite: a case for each phase of the last attempt.
struct JUnitSuite: Sendable, Hashable {
    var name: String
    var time: Duration
    var cases: [JUnitCase]
    /// Names and values, in order.
    var properties: [FieldList.Field]

    init(_ board: BoardOutcome, of report: RunReport) {
        name = board.board.printable
        time = board.duration
        cases = Self.cases(of: board, signal: report.signal)
        properties = Self.properties(of: board, report)
    }

    /// The suite of a run that ended before it reached any board.
    init(refused report: RunReport) {
        let error =
            report.inspection?.error.map { UpgradeError($0, file: report.file) }
            ?? UpgradeError(
                .imageRejected,
                "“\(report.file)” was not installed on any board.",
                nextStep: "Run the command again, and read its messages."
            )
        name = "otaflash"
        time = report.duration
        let failure = JUnitFailure(error, board: nil, signal: report.signal)
        cases = [JUnitCase(name: "image", className: "otaflash", verdict: .failed(failure))]
        properties = []
    }

    func element(host: String, timestamp: String) -> XMLElement {
        var element = XMLElement("testsuite")
        element.set("name", name)
        element.set("tests", String(cases.count))
        element.set("failures", String(cases.count(where: \.isFailed)))
        element.set("errors", "0")
        element.set("skipped", String(cases.count(where: \.isSkipped)))
        element.set("time", time.xmlSeconds)
        element.set("timestamp", timestamp)
        element.set("hostname", host.printable)
        if !properties.isEmpty {
            var list = XMLElement("properties")
            for field in properties {
                var property = XMLElement("property")
                property.set("name", field.name)
                property.set("value", field.value)
                list.append(property)
            }
            element.append(list)
        }
        for testCase in cases { element.append(testCase.element) }
        return element
    }

    // MARK: Cases

    private static func cases(of board: BoardOutcome, signal: Int32?) -> [JUnitCase] {
        let className = "otaflash.\(board.board.printable)"
        let timings = board.result?.timings ?? [:]
        var cases = UpgradePhase.allCases.compactMap { phase -> JUnitCase? in
            guard timings[phase] != nil || board.error?.phase == phase else { return nil }
            return JUnitCase(name: phase.words, className: className, time: timings[phase] ?? .zero)
        }
        if let error = board.error {
            let name = error.phase?.words ?? (error.code == .imageRejected ? "image" : "find")
            let failure = JUnitFailure(error, board: board.attempts.last?.boardState, signal: signal)
            if let index = cases.firstIndex(where: { $0.name == name }) {
                cases[index].verdict = .failed(failure)
            } else {
                cases.insert(JUnitCase(name: name, className: className, verdict: .failed(failure)), at: 0)
            }
        }
        if case .skipped(let reason) = board.status {
            let verdict = JUnitCase.Verdict.skipped(reason: reason.sentence)
            cases.append(JUnitCase(name: "upgrade", className: className, verdict: verdict))
        }
        // A suite without a case would not count.
        if cases.isEmpty { cases = [JUnitCase(name: "upgrade", className: className)] }
        addEarlierAttempts(of: board, to: &cases, signal: signal)
        return cases
    }

    /// Adds each earlier failure to the case that finally failed, otherwise to the case of its phase.
    private static func addEarlierAttempts(of board: BoardOutcome, to cases: inout [JUnitCase], signal: Int32?) {
        for (index, attempt) in board.attempts.dropLast().enumerated() {
            guard let error = attempt.error else { continue }
            let place =
                cases.firstIndex(where: \.isFailed)
                ?? cases.firstIndex { $0.name == error.phase?.words && !$0.isSkipped }
                ?? cases.lastIndex { !$0.isSkipped }
            guard let place else { continue }
            let failure = JUnitFailure(error, board: attempt.boardState, signal: signal, attempt: index + 1)
            cases[place].earlier.append(failure)
        }
    }

    // MARK: Properties

    private static func properties(of board: BoardOutcome, _ report: RunReport) -> [FieldList.Field] {
        let identity = board.attempts.lazy.compactMap { $0.result?.identity }.last
        let image = report.inspection?.image
        var fields = FieldList()
        fields.add("tool", "otaflash \(ToolVersion.text)")
        fields.add("from", board.before?.runningSlot?.description?.version.printable)
        fields.add("to", image?.version?.printable)
        fields.add("port", board.address?.description.printable)
        fields.add("chip", (identity?.chipKey ?? image?.chip.rawValue)?.printable)
        fields.add("chip_id", identity?.chipID?.printable)
        fields.add("image", report.file.printable)
        fields.add("image_sha256", report.inspection?.sha256.hexadecimal)
        fields.add("result", board.eventStatus)
        fields.add("code", board.code)
        fields.add("attempts", String(board.attempts.count))
        return fields.fields
    }
}

extension BoardOutcome.SkipReason {
    /// Why the board was skipped, in a sentence that begins with the code.
    var sentence: String {
        switch self {
        case .canaryFailed: "\(rawValue): one of the first boards was not proven."
        case .tooManyFailures: "\(rawValue): too many other boards have failed."
        case .heldBack: "\(rawValue): it was not allowed to select the image that it holds."
        case .quarantined: "\(rawValue): it has failed too often in a row."
        case .interrupted: "\(rawValue): the run was interrupted before its turn."
        }
    }
}
