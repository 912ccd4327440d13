import TerminalUI
import TransportCore

/// One phase of a board's upgrade, as a test case.
struct JUnitCase: Sendable, Hashable {
    /// How it ended.
    enum Verdict: Sendable, Hashable {
        case passed
        case failed(JUnitFailure)
        case skipped(reason: String)
    }

    var name: String
    var className: String
    var time = Duration.zero
    var verdict = Verdict.passed
    /// What went wrong in earlier attempts.
    var earlier: [JUnitFailure] = []

    var isFailed: Bool { if case .failed = verdict { true } else { false } }
    var isSkipped: Bool { if case .skipped = verdict { true } else { false } }

    /// The element; earlier failures have Surefire's names, which depend on how the last attempt ended.
    var element: XMLElement {
        var element = XMLElement("testcase")
        element.set("name", name)
        element.set("classname", className)
        element.set("time", time.xmlSeconds)
        switch verdict {
        case .passed: break
        case .failed(let failure): element.append(failure.element("failure"))
        case .skipped(let reason):
            var skipped = XMLElement("skipped")
            skipped.set("message", reason)
            element.append(skipped)
        }
        for failure in earlier { element.append(failure.rerunElement(isFailed ? "rerunFailure" : "flakyFailure")) }
        return element
    }
}

extension Duration {
    /// The seconds with three places, as Surefire writes them.
    var xmlSeconds: String {
        Quantity.decimal(max(0, seconds), places: 3)
    }
}
