import Fleet
import LuaREPL
import OTAUpgrade

/// Turns the events of an upgrade of many boards into the text that people read.
///
/// A value without a clock or I/O. Each finished board leaves a permanent line; if lines can be redrawn, each running
/// board has a live line below them.
struct FleetNarrator: Sendable {
    struct Style: Sendable, Hashable {
        var canRedraw: Bool
        var isVerbose = false
        var width: Int
        var height: Int
        var paint: Paint
    }

    /// A running board.
    private struct Board: Sendable, Hashable {
        var name: String
        var attempt = 1
        var phase: UpgradePhase?
        var isStaged = false
        var progress: TransferProgress?
        var estimate = ProgressEstimate()
    }

    var style: Style
    private let total: Int
    private let nameWidth: Int
    private var running: [Board] = []
    private var ends: [String: Int] = [:]

    /// - Parameter names: the names of all boards of the run.
    init(names: [String], style: Style) {
        total = names.count
        nameWidth = min(24, names.map(\.columns).max() ?? 0)
        self.style = style
    }

    /// Takes the next event.
    /// - Returns: permanent lines.
    mutating func take(_ event: BoardEvent) -> [String] {
        switch event.kind {
        case .attemptStarted(let recovery):
            change(event.board) { $0 = Board(name: event.board, attempt: event.attempt) }
            return recovery.map { [line(event.board, "attempt \(event.attempt): \($0.words)")] } ?? []
        case .recoveryFailed(_, let reason): return [line(event.board, "warning: \(reason)")]
        case .found(let address): return style.isVerbose ? [line(event.board, "found at \(address)")] : []
        case .staged:
            change(event.board) { $0.isStaged = true }
            return style.canRedraw ? [] : [line(event.board, "holds the image and waits for the others")]
        case .session(let session): return take(session, of: event.board)
        case .finished(let outcome):
            running.removeAll { $0.name == event.board }
            ends[outcome.eventStatus, default: 0] += 1
            return [ended(outcome)]
        }
    }

    /// The live lines: the running boards, as many as fit, and the progress of the run.
    var moving: [String] {
        guard style.canRedraw, !running.isEmpty else { return [] }
        let room = max(1, style.height - 3)
        let shown = running.count <= room ? running[...] : running.prefix(room - 1)
        var lines = shown.map(moving)
        if shown.count < running.count { lines.append("  … and \(running.count - shown.count) more") }
        let done = ends.values.reduce(0, +)
        let failed = ends["failed", default: 0]
        let parts = [
            "\(done) of \(total) done", failed > 0 ? "\(failed) failed" : nil, "\(running.count) running",
            total - done - running.count > 0 ? "\(total - done - running.count) waiting" : nil,
        ]
        return (lines + [parts.compactMap(\.self).joined(separator: ", ")]).map { $0.truncated(to: style.width - 1) }
    }

    // MARK: One board

    private mutating func take(_ session: UpgradeEvent, of board: String) -> [String] {
        switch session {
        case .phaseStarted(let phase, _):
            change(board) { board in
                board.phase = phase
                board.isStaged = false
            }
            return style.isVerbose ? [line(board, phase.words)] : []
        case .progress(let progress):
            change(board) { board in
                board.progress = progress
                board.estimate.add(progress)
            }
            return []
        case .warning(let warning): return [line(board, "warning: \(warning)")]
        case .portReturned(let address): return style.isVerbose ? [line(board, "the port is back: \(address)")] : []
        case .identified, .planned, .restartingFirst: return []
        }
    }

    private mutating func change(_ name: String, _ body: (inout Board) -> Void) {
        let index = running.firstIndex { $0.name == name }
        var board = index.map { running[$0] } ?? Board(name: name)
        body(&board)
        if let index { running[index] = board } else { running.append(board) }
    }

    private func moving(_ board: Board) -> String {
        let name = "  \(column(board.name))  "
        if board.isStaged { return name + "holds the image and waits for the others" }
        guard let phase = board.phase else { return name + "looking for the board" }
        guard phase == .write, let progress = board.progress else { return name + phase.words }
        let figures = ProgressLine.figures(progress, board.estimate)
        let room = style.width - 1 - name.columns - figures.columns - 2
        guard room >= 8 else { return name + figures }
        return name + ProgressLine.bar(progress, width: min(room, 30)) + "  " + figures
    }

    private func ended(_ outcome: BoardOutcome) -> String {
        let (mark, tone): (String, Paint.Tone) =
            switch outcome.status {
            case .upgraded, .unchanged, .planned: ("✓", .good)
            case .failed, .cancelled: ("✗", .bad)
            case .skipped: ("–", .faint)
            }
        let attempts = outcome.attempts.count > 1 ? ", attempt \(outcome.attempts.count)" : ""
        let time = outcome.attempts.isEmpty ? "" : "  \(Quantity.duration(outcome.duration))\(attempts)"
        return "\(style.paint(mark, tone)) \(column(outcome.board))  \(outcome.words)\(time)"
    }

    private func line(_ board: String, _ text: String) -> String {
        "  \(column(board))  \(text.printable)"
    }

    private func column(_ name: String) -> String {
        name.truncated(to: nameWidth).padded(to: nameWidth)
    }
}
