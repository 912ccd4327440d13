import ESPImage
import OTAUpgrade

extension Observation {
    /// The tool's report and the actual state, one fact per line.
    var summary: String {
        var lines = ["phases: " + phases.map(\.phase.rawValue).joined(separator: " ")]
        if let error = result.error {
            lines.append("error in \(error.phase?.rawValue ?? "no phase"): \(error.code.rawValue): \(error.message)")
        }
        if let board = result.error?.board { lines.append("said: \(board)") }
        lines.append("runs: \(running ?? "nothing"), later \(runningLater ?? "nothing")")
        lines.append("next resets start: " + nextStarts.map { $0 ?? "nothing" }.joined(separator: ", "))
        lines.append("selected: \(bootSlot ?? "nothing")")
        lines += states.sorted { $0.key < $1.key }.map { "state of \($0.key): \($0.value.word)" }
        lines += slots.sorted { $0.key < $1.key }.map { "\($0.key) holds: \($0.value)" }
        if let recovery {
            lines.append(
                "the next upgrade: \(recovery.outcome.rawValue)" + (recovery.error.map { ", \($0.message)" } ?? "")
            )
            lines.append("after it: \(recovery.after.map { "\($0)" } ?? "?")")
        }
        return lines.joined(separator: "\n")
    }
}
