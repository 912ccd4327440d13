import Bench
import OTAUpgrade

/// Tells what a run came to, in the one order in which nothing gets lost: the files, the last event, the result, the errors.
struct RunEnding {
    let settings: UpgradeSettings
    let console: Console
    let log: EventReporter?
    let recorder: ArtifactRecorder?

    /// Tells it.
    /// - Parameters:
    ///   - report: What the files tell of.
    ///   - status: The status of the run itself.
    ///   - changed: Whether firmware was changed.
    ///   - lines: The result for people.
    ///   - json: The result for programs.
    ///   - complain: Tells the errors of the run.
    /// - Returns: the status that the process ends with.
    /// - Throws: `OutputError` where the result cannot be written.
    func tell(
        _ report: RunReport,
        _ status: ExitStatus,
        changed: Bool,
        lines: (_ width: Int, _ paint: Paint) -> [String],
        json: JSONValue,
        complain: () -> Void
    ) throws(OutputError) -> ExitStatus {
        let written = write(report, status)
        let changed = changed && written == .ok
        let status = settings.recovery.status(written, changed: changed)
        let logFailure = log?.finish(status, changed: changed)
        if settings.events.useStandardOutput {
            console.note(lines)
        } else if settings.output.json {
            try console.show(.json(json))
        } else {
            try withoutActuallyEscaping(lines) { lines throws(OutputError) in try console.show(.people(lines)) }
        }
        complain()
        // What became of the boards is told first; whoever relies on the events has to know that some are missing.
        guard let logFailure else { return status }
        return settings.events.status(after: logFailure, of: status, console: console)
    }

    /// Writes the files about the run, tells of those about boards as events, and of what is missing to the user.
    /// - Returns: the status to end with: `internal` where something is missing and the run itself did well.
    private func write(_ report: RunReport, _ status: ExitStatus) -> ExitStatus {
        let (artifacts, failures) = settings.results.finish(report, recorder)
        for file in artifacts { log?.wrote(file.kind.rawValue, file.path, sha256: file.sha256, of: file.board) }
        for failure in failures { console.tell(["Error: \(failure)"]) }
        return status == .ok && !failures.isEmpty ? .internal : status
    }
}
