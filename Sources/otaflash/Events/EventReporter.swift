import Fleet
import Synchronization

/// Writes the events of a run as they happen.
final class EventReporter: Sendable {
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
    init(file: String, context: RunContext, namesBoards: Bool) throws(OutputError) {
        self.file = try EventFile(file)
        clock = context.clock
        var log = RunEventLog(run: context.run, start: clock.start, namesBoards: namesBoards)
        try self.file.write(log.started(arguments: context.arguments, host: HostName.current))
        state = Mutex(State(log: log))
    }

    /// Writes the next event.
    ///
    /// If nobody reads the events, the run continues; the failure is kept.
    func take(_ event: BoardEvent) {
        state.withLock { $0.write($0.log.take(event, at: clock.moment), to: file) }
    }

    /// Reports a file that was written about a board.
    func wrote(_ kind: String, _ path: String, sha256: String, of board: String) {
        state.withLock { $0.write($0.log.wrote(kind, path, sha256: sha256, of: board, at: clock.moment), to: file) }
    }

    /// Writes the last line.
    /// - Returns: why not all lines of the run could be written; `nil` if they were.
    func finish(_ status: ExitStatus, changed: Bool = false) -> OutputError? {
        state.withLock { state in
            state.write(state.log.finished(status, changed: changed, at: clock.moment), to: file)
            state.isFinished = true
            return state.failure
        }
    }

    /// Writes the last line of a run that ends immediately; does not block.
    func abandon(signal: Int32) {
        state.withLockIfAvailable { state in
            guard !state.isFinished else { return }
            state.write(state.log.finished(.interrupted(by: signal), changed: false, at: clock.moment), to: file)
            state.isFinished = true
        }
    }
}
