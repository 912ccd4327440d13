import Diagnosis
import LuaREPL
package import TerminalUI

extension DoctorReport {
    /// Each finding with its evidence and what to type; one sentence if there is none.
    package func lines(width: Int, paint: Paint) -> [String] {
        let ports = ports.isEmpty ? "" : ", \(Quantity.count(ports.count, "port")) OK"
        guard !findings.isEmpty else {
            let limit = hasAsked ? "" : "; no board was asked"
            return Paragraph.lines("Host OK\(ports)\(limit).", width: width)
        }
        return findings.enumerated().flatMap { index, finding in
            (index == 0 ? [] : [""]) + finding.lines(width: width, paint: paint)
        }
    }
}

extension Finding {
    fileprivate func lines(width: Int, paint: Paint) -> [String] {
        let text = FindingText(self)
        let heading = (severity == .problem ? "Problem:" : "Warning:")
        var lines = Paragraph.lines("\(heading) \(text.message.printable)", width: width, hanging: 2)
        lines[0] = paint(heading, severity == .problem ? .bad : .warning) + lines[0].dropFirst(heading.count)
        lines += text.evidence.flatMap { Paragraph.lines("- \($0.printable)", width: width, indent: 2, hanging: 4) }
        // Commands are not wrapped, so that they can be copied.
        lines += text.remedy.map { "    " + paint($0.printable, $0.hasPrefix("#") ? .faint : .strong) }
        return lines
    }
}
