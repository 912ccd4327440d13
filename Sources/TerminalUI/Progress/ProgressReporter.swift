package import Fleet
package import OTAUpgrade
import Synchronization

/// Writes the narrator's text to standard error, and keeps the live line below it.
package final class ProgressReporter: Sendable {
    /// A terminal gains nothing from being redrawn more often.
    private static let redrawInterval = Duration.milliseconds(80)

    private struct State {
        var narrator: UpgradeNarrator
        var movingLine: String?
        var lastDraw: ContinuousClock.Instant?
    }

    private let console: Console
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    package init(console: Console) {
        self.console = console
        let style = UpgradeNarrator.Style(
            canRedraw: console.canRedraw,
            isVerbose: console.talk == .verbose,
            width: console.messageWidth,
            paint: console.messagePaint
        )
        state = Mutex(State(narrator: UpgradeNarrator(style: style)))
    }

    /// Takes the next event of the run.
    package func take(_ event: BoardEvent) {
        state.withLock { state in
            switch event.kind {
            case .session(let event): write(state.narrator.take(event, at: elapsed), &state)
            case .attemptStarted(let recovery?):
                write(state.narrator.beginAgain(attempt: event.attempt, after: recovery, at: elapsed), &state)
            case .recoveryFailed(_, let reason): write(state.narrator.warn(reason), &state)
            case .attemptStarted, .found, .staged, .finished: break
            }
        }
    }

    /// Ends the last line.
    package func finish(_ error: UpgradeError?) {
        state.withLock { write($0.narrator.finish(error, at: elapsed), &$0) }
    }

    /// Runs `body`, and redraws the live line every second in the meantime.
    package func redrawing<Result: Sendable>(while body: @Sendable () async -> Result) async -> Result {
        let ticker = Task {
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                state.withLock { state in
                    state.narrator.style.width = console.messageWidth
                    write(state.narrator.tick(at: elapsed), &state)
                }
            }
        }
        defer { ticker.cancel() }
        return await body()
    }

    /// Leaves the live line as it is, for a run that ends immediately; does not block.
    package func abandon() {
        state.withLockIfAvailable { state in
            if state.movingLine != nil { try? console.standardError.write("\n") }
            state.movingLine = nil
        }
    }

    private var elapsed: Duration {
        start.duration(to: .now)
    }

    private func write(_ outputs: [UpgradeNarrator.Output], _ state: inout State) {
        guard console.talk != .quiet else { return }
        var text = ""
        for output in outputs {
            switch output {
            case .lines(let lines):
                text += (state.movingLine == nil ? "" : "\r\u{1B}[K") + console.encode(lines)
                state.movingLine = nil
            case .moving(let line):
                state.movingLine = line
                let now = ContinuousClock.now
                if let last = state.lastDraw, last.duration(to: now) < Self.redrawInterval, text.isEmpty { continue }
                state.lastDraw = now
                // Characters that become several in ASCII must not make the line too long.
                let shown = console.terminal.isUTF8 ? line[...] : line.inASCII.prefix(state.narrator.style.width - 1)
                text += "\r\(shown)\u{1B}[K"
            }
        }
        if !text.isEmpty { try? console.standardError.write(text) }
    }
}
