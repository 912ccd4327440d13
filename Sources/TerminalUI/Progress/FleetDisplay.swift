package import Fleet
import Synchronization

/// Writes the narrator's text for a fleet to standard error, and keeps the live lines at the bottom.
package final class FleetDisplay: Sendable {
    /// A terminal gains nothing from being redrawn more often.
    private static let redrawInterval = Duration.milliseconds(100)

    private struct State {
        var narrator: FleetNarrator
        /// How many live lines are on the terminal.
        var height = 0
        var lastDraw: ContinuousClock.Instant?
    }

    private let console: Console
    private let state: Mutex<State>

    /// - Parameter names: the names of all boards of the run.
    package init(names: [String], console: Console) {
        self.console = console
        let style = FleetNarrator.Style(
            canRedraw: console.canRedraw,
            isVerbose: console.talk == .verbose,
            width: console.messageWidth,
            height: console.standardError.rows ?? 24,
            paint: console.messagePaint
        )
        state = Mutex(State(narrator: FleetNarrator(names: names, style: style)))
    }

    /// Takes the next event of the run.
    package func take(_ event: BoardEvent) {
        state.withLock { state in
            let lines = state.narrator.take(event)
            let now = ContinuousClock.now
            let isDue = state.lastDraw.map { $0.duration(to: now) >= Self.redrawInterval } ?? true
            if isDue || !lines.isEmpty { write(lines, &state) }
        }
    }

    /// Runs `body`, and redraws the live lines every second in the meantime.
    package func redrawing<Result: Sendable>(while body: @Sendable () async -> Result) async -> Result {
        let ticker = Task {
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                state.withLock { state in
                    state.narrator.style.width = console.messageWidth
                    state.narrator.style.height = console.standardError.rows ?? 24
                    write([], &state)
                }
            }
        }
        defer { ticker.cancel() }
        return await body()
    }

    /// Erases the live lines.
    package func finish() {
        state.withLock { state in
            if state.height > 0 { try? console.standardError.write(Self.erasing(state.height)) }
            state.height = 0
        }
    }

    /// Leaves the live lines as they are, for a run that ends immediately; does not block.
    package func abandon() {
        state.withLockIfAvailable { $0.height = 0 }
    }

    private func write(_ lines: [String], _ state: inout State) {
        guard console.talk != .quiet else { return }
        let moving = state.narrator.moving
        guard !lines.isEmpty || !moving.isEmpty || state.height > 0 else { return }
        // Characters that become several in ASCII must not make a line too long.
        let width = state.narrator.style.width - 1
        let shown = console.terminal.isUTF8 ? moving : moving.map { String($0.inASCII.prefix(width)) }
        try? console.standardError.write(Self.erasing(state.height) + console.encode(lines + shown))
        (state.height, state.lastDraw) = (shown.count, .now)
    }

    /// The sequence that erases the last lines of a terminal.
    private static func erasing(_ height: Int) -> String {
        height > 0 ? "\u{1B}[\(height)A\r\u{1B}[J" : ""
    }
}
