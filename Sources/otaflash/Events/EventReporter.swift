import FoundationEssentials
import OTAUpgrade
import Synchronization
import TransportCore

/// Writes the events of one upgrade as they happen.
final class EventReporter: Sendable {
    private struct State {
        var log: UpgradeEventLog
        var failure: OutputError?
        var isFinished = false

        mutating func write(_ lines: [EventLine], to file: EventFile) {
            for line in lines where failure == nil && !isFinished {
                do throws(OutputError) { try file.write(line) } catch { failure = error }
            }
        }
    }

    private let file: EventFile
    private let start = Date()
    private let startOnSteadyClock = ContinuousClock.now
    private let state: Mutex<State>

    /// Opens the file and writes the first line.
    /// - Throws: `OutputError`, also where the first line cannot be written.
    init(file: String, context: RunContext, port: TransportAddress?) throws(OutputError) {
        self.file = try EventFile(file)
        var log = UpgradeEventLog(run: UUID(), port: port, start: start)
        try self.file.write(log.started(arguments: context.arguments, host: HostName.current))
        state = Mutex(State(log: log))
    }

    /// The present time; a clock of the host that is set meanwhile changes neither order nor durations.
    private var moment: Date {
        start.addingTimeInterval(startOnSteadyClock.duration(to: .now).seconds)
    }

    /// Writes the next event.
    ///
    /// An upgrade goes on where nobody reads its events; the failure is kept.
    func take(_ event: UpgradeEvent) {
        state.withLock { $0.write([$0.log.take(event, at: moment)], to: file) }
    }

    /// Tells which port was found.
    func use(_ port: TransportAddress) {
        state.withLock { $0.log.use(port) }
    }

    /// Writes the last lines.
    /// - Returns: why not all lines of the run could be written; `nil` where they were.
    func finish(_ report: UpgradeReport) -> OutputError? {
        state.withLock { state in
            state.write(state.log.finished(report, at: moment), to: file)
            state.isFinished = true
            return state.failure
        }
    }

    /// Writes the last line of a run that is ended at once; waits for nobody.
    func abandon(signal: Int32) {
        state.withLockIfAvailable { state in
            guard !state.isFinished else { return }
            let line = state.log.finished("cancelled", .interrupted(by: signal), at: moment)
            state.write([line], to: file)
            state.isFinished = true
        }
    }
}
