package import Fleet
import Synchronization
package import TerminalUI

/// Writes the events of a run as they happen.
package final class EventReporter: RunReporter {
    private struct State {
        var log: RunEventLog
        var failure: OutputError?
        var isFinished = false

        mutating func write(_ line: EventLine?, to file: EventFile) {
            guard let line, failure == nil, !isFinished else { return }
            do throws(OutputError) { try file.write(line) } catch { failure = error }
        }
    }

    private let file: EventFile
    private let clock: RunClock
    private let state: Mutex<State>

    /// Opens the file and writes the first line.
    /// - Parameter namesBoards: whether the boards of the run have names.
    /// - Throws: `OutputError`, also if the first line cannot be written.
    package init(file: String, facts: RunFacts, namesBoards: Bool) throws(OutputError) {
        self.file = try EventFile(file)
        clock = facts.clock
        var log = RunEventLog(run: facts.run, start: clock.start, namesBoards: namesBoards)
        try self.file.write(log.started(arguments: facts.arguments, host: facts.host))
        state = Mutex(State(log: log))
    }

    /// Writes the next event.
    ///
    /// If nobody reads the events, the run continues; the failure is kept.
    package func take(_ event: BoardEvent) {
        state.withLock { $0.write($0.log.take(event, at: clock.moment), to: file) }
    }

    /// Writes the last lines.
    /// - Parameter artifacts: the files that were written about boards.
    /// - Returns: why not all lines of the run could be written; `nil` if they were.
    package func finish(_ status: ExitStatus, changed: Bool = false, artifacts: [Artifact] = []) -> OutputError? {
        state.withLock { state in
            for artifact in artifacts { state.write(state.log.wrote(artifact, at: clock.moment), to: file) }
            state.write(state.log.finished(status, changed: changed, at: clock.moment), to: file)
            state.isFinished = true
            return state.failure
        }
    }

    /// Writes the last line of a run that ends immediately; does not block.
    package func abandon(signal: Int32) {
        state.withLockIfAvailable { state in
            guard !state.isFinished else { return }
            state.write(state.log.finished(.interrupted(by: signal), changed: false, at: clock.moment), to: file)
            state.isFinished = true
        }
    }
}
