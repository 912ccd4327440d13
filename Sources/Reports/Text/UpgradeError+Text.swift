import LuaREPL
package import OTAUpgrade
package import TerminalUI

extension UpgradeError {
    /// What happened, what to do next, and the state of the board, as lines for people.
    package func lines(_ status: ExitStatus, board: BoardState?, width: Int, paint: Paint) -> [String] {
        var fields = FieldList()
        fields.add("next", nextStep.printableLines)
        fields.add("board", board?.sentence ?? boardSentence)
        fields.add(
            "code",
            "\(code.rawValue), exit status \(status.rawValue)" + (phase.map { ", in \($0.words)" } ?? "")
        )
        let heading = code == .interrupted ? "Interrupted:" : "Error:"
        var lines = Paragraph.lines("\(heading) \(message.printableLines)", width: width, hanging: 2)
        lines[0] = paint(heading, .bad) + lines[0].dropFirst(heading.count)
        return lines + fields.lines(width: width, indent: 2, paint: paint)
    }

    /// What is known about the board if its slots were not read.
    private var boardSentence: String? {
        switch (code, phase) {
        case (.noDevice, _), (.ambiguousDevice, _), (.portBusy, _), (.permissionDenied, _), (.imageRejected, _): nil
        case (_, .connect), (_, .identify), (_, .plan), (_, nil): "Nothing on it was changed."
        default: "What it runs now is not known."
        }
    }
}
