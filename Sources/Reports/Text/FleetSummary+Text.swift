import ESPImage
import Fleet
import LuaREPL
import OTAUpgrade
package import TerminalUI

extension FleetSummary {
    /// The table of the boards, and what to do about the remaining ones.
    package func lines(width: Int, paint: Paint) -> [String] {
        guard refusal == nil else { return [] }
        var lines = [paint(headline, .strong), ""] + table
        for outcome in left where outcome.error != nil {
            lines.append("")
            lines += failure(outcome, width, paint)
        }
        // The lines are not wrapped, so that they can be copied.
        lines += copied(retryCommands, under: retryHeading)
        lines += copied(downgradeCommands, under: "To install the older version on purpose:")
        if command == nil, !retried.isEmpty {
            let names = retried.map(\.board).joined(separator: ",")
            let text =
                "Standard input cannot be read again: for the remaining boards, run the command with --board=\(names)."
            lines += [""] + Paragraph.lines(text.printable, width: width)
        }
        return lines
    }

    private func copied(_ commands: [String], under heading: String) -> [String] {
        commands.isEmpty ? [] : ["", heading, ""] + commands.map { "  \($0)" }
    }

    private var retryHeading: String {
        if isPlan { return "Once that is fixed:" }
        let codes = retried.compactMap(\.error?.code).filter { $0 != .downgradeRefused }
        return codes.allSatisfy(\.isRetryable)
            ? "To retry only the remaining boards:" : "Once that is fixed, to retry only the remaining boards:"
    }

    private var headline: String {
        let (total, left) = (run.boards.count, left.count)
        let done = isPlan ? "can be upgraded or run it already" : "run the image, proven"
        guard left > 0 else {
            return total == 1
                ? "The board \(isPlan ? "can be upgraded." : "runs the image, proven.")"
                : "All \(total) boards \(done)."
        }
        return "\(total - left) of \(Quantity.count(total, "board")) \(done); \(left) \(left == 1 ? "does" : "do") not."
    }

    private var table: [String] {
        let rows = run.boards.map { outcome in
            [
                outcome.board.printable.truncated(to: 24), outcome.words, outcome.versions.truncated(to: 27),
                outcome.slots,
                outcome.attempts.isEmpty ? "" : Quantity.duration(outcome.duration),
                outcome.attempts.count > 1 ? "\(outcome.attempts.count) attempts" : "",
            ]
        }
        return TextTable(header: ["BOARD", "RESULT", "VERSION", "SLOT", "TIME", ""], rows: rows).lines
    }

    private func failure(_ outcome: BoardOutcome, _ width: Int, _ paint: Paint) -> [String] {
        guard let error = outcome.error else { return [] }
        let heading = "\(outcome.board.printable):"
        var lines = Paragraph.lines("\(heading) \(error.message.printableLines)", width: width, hanging: 2)
        lines[0] = paint(heading, .bad) + lines[0].dropFirst(heading.count)
        var fields = FieldList()
        fields.add("next", error.nextStep.printableLines)
        fields.add("board", error.board?.sentence)
        return lines + fields.lines(width: width, indent: 2, paint: paint)
    }
}
