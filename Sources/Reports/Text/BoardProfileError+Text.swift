package import BoardProfiles
import LuaREPL
package import TerminalUI

extension Console {
    /// Reports what is wrong with a profile, and what to do next; prints nothing if there is no error.
    package func tell(_ error: BoardProfileError?, _ status: ExitStatus) {
        guard let error else { return }
        tell(error.lines(status, width: messageWidth, paint: messagePaint))
    }
}

extension BoardProfileError {
    /// What is wrong and what to do next, as lines for people.
    package func lines(_ status: ExitStatus, width: Int, paint: Paint) -> [String] {
        let heading = "Error:"
        var lines = Paragraph.lines("\(heading) \(description.printable)", width: width, hanging: 2)
        lines[0] = paint(heading, .bad) + lines[0].dropFirst(heading.count)
        var fields = FieldList()
        fields.add("next", nextStep.printable)
        fields.add("code", "\(code.rawValue), exit status \(status.rawValue)")
        return lines + fields.lines(width: width, indent: 2, paint: paint)
    }
}
