import ArgumentParser
import Glibc
import Reports
import TerminalUI

/// Where the events of a run go.
struct EventOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Append events to a file, one JSON object per line; - is standard output, fd:N a descriptor.",
            discussion: "With -, nothing else is printed to standard output.",
            valueName: "file"
        ),
        completion: .file()
    )
    var events: String?

    var useStandardOutput: Bool { events.flatMap(EventFile.descriptor) == STDOUT_FILENO }

    mutating func validate() throws {
        guard let events, events.hasPrefix("fd:"), EventFile.descriptor(in: events) == nil else { return }
        throw ValidationError("--events: “\(events)” is not a descriptor such as fd:3.")
    }

    /// Opens the file; `nil` if no events are requested.
    /// - Throws: `ValidationError` if the file cannot be written; `OutputError` if its reader has closed it.
    func reporter(_ context: RunContext, namesBoards: Bool) throws -> EventReporter? {
        guard let events else { return nil }
        do throws(OutputError) {
            return try EventReporter(file: events, facts: context.facts(), namesBoards: namesBoards)
        } catch {
            guard !error.isClosedPipe else { throw error }
            throw ValidationError("--events: “\(events)” cannot be written: \(String(cString: strerror(error.errno))).")
        }
    }

    /// Reports that events are missing, and returns the exit status: `internal` if the run itself succeeded.
    func status(after failure: OutputError, of status: ExitStatus, console: Console) -> ExitStatus {
        if !failure.isClosedPipe {
            console.tell(["Error: Not all events could be written: \(String(cString: strerror(failure.errno)))."])
        }
        return status == .ok ? .internal : status
    }
}
