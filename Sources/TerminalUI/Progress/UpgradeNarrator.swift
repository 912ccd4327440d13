import Fleet
import LuaREPL
import OTAUpgrade
import TransportCore

/// Turns the events of an upgrade into the text that people read.
///
/// A value without a clock or I/O: times are arguments, counted from the start of the run. If a line can be redrawn,
/// each phase is a live line while it runs and a permanent one when it has ended; otherwise, as in a log, a phase is a
/// line when it starts, and the transfer is one line every ten percent.
struct UpgradeNarrator: Sendable {
    /// What to write.
    enum Output: Sendable, Hashable {
        /// Permanent lines.
        case lines([String])
        /// The line that is redrawn in place.
        case moving(String)
    }

    struct Style: Sendable, Hashable {
        var canRedraw: Bool
        var isVerbose = false
        var width: Int
        var paint: Paint
    }

    var style: Style
    private var story = UpgradeStory()
    private var phase: Phase?
    private var saidPercent = 0

    private struct Phase: Sendable, Hashable {
        var name: UpgradePhase
        var start: Duration
        var limit: Duration?
    }

    init(style: Style) {
        self.style = style
    }

    /// Takes the next event.
    mutating func take(_ event: UpgradeEvent, at now: Duration) -> [Output] {
        switch event {
        case .phaseStarted(let name, let limit): return start(name, limit, at: now)
        case .progress(let progress): return transferred(progress)
        case .warning(let warning): return warn(warning.description)
        case .identified, .planned: return learn(event)
        case .restartingFirst(.readSlots):
            return [.lines([plain(.plan, "restarting the board to learn the size of its slots")])]
        case .restartingFirst(.endTrial):
            return [.lines([plain(.plan, "restarting the board to end the trial of firmware that did not start")])]
        case .portReturned(let address):
            return style.isVerbose ? [.lines([plain(.reboot, "the port is back: \(address)")])] : []
        }
    }

    /// Redraws the live line with the elapsed time.
    func tick(at now: Duration) -> [Output] {
        guard style.canRedraw, let phase else { return [] }
        return [.moving(moving(phase, at: now))]
    }

    /// Ends the last phase.
    ///
    /// A run that failed and went back to the old firmware failed in an earlier phase; going back succeeded.
    mutating func finish(_ error: UpgradeError?, at now: Duration) -> [Output] {
        defer { phase = nil }
        return end(succeeded: error == nil || phase?.name == .rollBack && error?.phase != .rollBack, at: now)
    }

    /// The upgrade is tried again after a recovery action.
    mutating func beginAgain(attempt: Int, after recovery: RecoveryAction, at now: Duration) -> [Output] {
        let outputs = end(succeeded: false, at: now)
        phase = nil
        story = UpgradeStory()
        saidPercent = 0
        let text = "  \("again".padded(to: ProgressLine.textColumn - 2))attempt \(attempt): \(recovery.words)"
        return outputs + [.lines([text])]
    }

    /// Shows a warning.
    func warn(_ text: String) -> [Output] {
        [.lines(warningLines(text))]
    }

    // MARK: Phases

    private mutating func start(_ name: UpgradePhase, _ limit: Duration?, at now: Duration) -> [Output] {
        guard phase?.name != name else { return [] }
        // The plan is made again after a restart that is part of it.
        if phase?.name == .plan, name == .identify { return [] }
        // A transfer is followed by another commence() only if the image has to be sent again.
        let outputs = end(succeeded: name != .rollBack && (phase?.name, name) != (.write, .commence), at: now)
        if name == .write { saidPercent = 0 }
        let phase = Phase(name: name, start: now, limit: limit)
        self.phase = phase
        if style.canRedraw { return outputs + [.moving(moving(phase, at: now))] }
        guard name != .identify, name != .plan else { return outputs }
        let limit = style.isVerbose ? limit.map { ", at most \(Quantity.duration($0))" } ?? "" : ""
        return outputs + [.lines([plain(name, story.beginning(of: name) + limit)])]
    }

    private func end(succeeded: Bool, at now: Duration) -> [Output] {
        guard let phase else { return [] }
        let text = succeeded ? story.ending(of: phase.name) : story.beginning(of: phase.name)
        guard style.canRedraw else {
            return succeeded
                ? [] : [.lines([plain(phase.name, "stopped after \(Quantity.duration(now - phase.start))")])]
        }
        let line = ProgressLine.ended(
            phase.name,
            text,
            mark: succeeded ? "✓" : "✗",
            tone: succeeded ? .good : .bad,
            // The rate in the text is that of the transfer alone.
            elapsed: phase.name == .write ? story.progress?.elapsed ?? now - phase.start : now - phase.start,
            width: style.width,
            paint: style.paint
        )
        return [.lines([line])]
    }

    private func moving(_ phase: Phase, at now: Duration) -> String {
        if phase.name == .write, let progress = story.progress {
            return ProgressLine.transfer(progress, story.estimate, width: style.width)
        }
        return ProgressLine.waiting(
            phase.name,
            story.beginning(of: phase.name),
            elapsed: now - phase.start,
            limit: phase.limit,
            width: style.width
        )
    }

    // MARK: Text

    private mutating func learn(_ event: UpgradeEvent) -> [Output] {
        let isKnown = story.isIdentified
        story.learn(event)
        let name: UpgradePhase = if case .identified = event { .identify } else { .plan }
        // A board that was restarted to read its slots is asked once more.
        guard !style.canRedraw, name == .plan || !isKnown else { return [] }
        return [.lines([plain(name, story.ending(of: name))])]
    }

    private mutating func transferred(_ progress: TransferProgress) -> [Output] {
        story.learn(.progress(progress))
        if style.canRedraw { return [.moving(ProgressLine.transfer(progress, story.estimate, width: style.width))] }
        let percent = progress.total > 0 ? progress.bytes * 100 / progress.total : 100
        guard percent >= saidPercent + 10 else { return [] }
        saidPercent = percent / 10 * 10
        return [.lines([plain(.write, ProgressLine.figures(progress, story.estimate))])]
    }

    private func warningLines(_ text: String) -> [String] {
        let label = "Warning:"
        let column = ProgressLine.textColumn
        var lines = Paragraph.lines(text.printable, width: style.width - 1, indent: column)
        lines[0] =
            style.paint(label, .warning) + String(repeating: " ", count: column - label.count)
            + lines[0].dropFirst(column)
        return lines
    }

    private func plain(_ phase: UpgradePhase, _ text: String) -> String {
        "  \(phase.words.padded(to: ProgressLine.textColumn - 2))\(text.printable)"
    }
}
