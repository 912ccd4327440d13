import ESPImage
import Fleet
import LuaREPL
import OTAUpgrade
package import TerminalUI

extension FleetInfo {
    /// One row per board, and why some did not answer.
    package func lines(width: Int, paint: Paint) -> [String] {
        let rows = boards.map { board in
            let (report, error) = (board.outcome.value, board.outcome.error)
            let running = report?.status?.runningSlot
            return [
                board.name.printable.truncated(to: 24), report?.identity.chipName ?? "",
                report?.status?.running.printable ?? "", running?.state?.word ?? "",
                (running?.description?.name ?? "").printable.truncated(to: 16),
                (running?.description?.version ?? "").printable.truncated(to: 20), error?.code.rawValue ?? "",
            ]
        }
        let header = ["BOARD", "CHIP", "RUNS", "STATE", "NAME", "VERSION", "FAILURE"]
        var lines = TextTable(header: header, rows: rows).lines
        for board in boards {
            guard let error = board.outcome.error else { continue }
            lines.append("")
            let text = "\(board.name): \(error.message) \(error.nextStep)"
            lines += Paragraph.lines(text.printableLines, width: width, hanging: 2)
        }
        return lines
    }
}
