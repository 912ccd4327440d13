import Fleet
import OTAUpgrade
import Reports
import TerminalUI

/// Reports the outcome of a run in the only order that loses nothing: files, last event, result, errors.
struct RunEnding {
    let settings: UpgradeSettings
    let console: Console
    /// Writes the files about the run.
    let files: any RunReporter
    let log: EventReporter?

    /// Reports the outcome.
    /// - Parameters:
    ///   - report: The run that the files describe.
    ///   - status: The status of the run itself.
    ///   - changed: Whether firmware was changed.
    ///   - lines: The result for people.
    ///   - json: The result for programs.
    ///   - complain: Prints the errors of the run.
    /// - Returns: the status that the process ends with.
    /// - Throws: `OutputError` if the result cannot be written.
    func tell(
        _ report: RunReport,
        _ status: ExitStatus,
        changed: Bool,
        lines: (_ width: Int, _ paint: Paint) -> [String],
        json: JSONValue,
        complain: () -> Void
    ) throws(OutputError) -> ExitStatus {
        let files = files.finish(report)
        for failure in files.failures { console.tell(["Error: \(failure)"]) }
        // A missing file fails a run that succeeded.
        let written = status == .ok && !files.failures.isEmpty ? .internal : status
        let changed = changed && written == .ok
        let status = settings.recovery.status(written, changed: changed)
        let logFailure = log?.finish(status, changed: changed, artifacts: files.artifacts)
        if settings.events.useStandardOutput {
            console.note(lines)
        } else if settings.output.json {
            try console.show(.json(json))
        } else {
            try withoutActuallyEscaping(lines) { lines throws(OutputError) in try console.show(.people(lines)) }
        }
        complain()
        // The outcome of the boards comes first; then a user who relies on the events learns that some are missing.
        guard let logFailure else { return status }
        return settings.events.status(after: logFailure, of: status, console: console)
    }
}
