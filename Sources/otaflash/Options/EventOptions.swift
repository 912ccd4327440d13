import ArgumentParser
import Glibc

/// Where the events of a run go.
struct EventOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Add one JSON object a line to a file while it runs; - is standard output, fd:N a descriptor.",
            discussion: "With - nothing else is printed there.",
            valueName: "file"
        ),
        completion: .file()
    )
    var events: String?

    var useStandardOutput: Bool { events.flatMap(EventFile.descriptor) == STDOUT_FILENO }

    mutating func validate() throws {
        guard let events, events.hasPrefix("fd:"), EventFile.descriptor(in: events) == nil else { return }
        throw ValidationError("--events: “\(events)” names no descriptor; fd:3 would.")
    }

    /// Opens the file; `nil` where no events are wanted.
    /// - Throws: `ValidationError` where the file cannot be written; `OutputError` where its reader has gone.
    func reporter(_ context: RunContext, namesBoards: Bool) throws -> EventReporter? {
        guard let events else { return nil }
        do throws(OutputError) {
            return try EventReporter(file: events, context: context, namesBoards: namesBoards)
        } catch {
            guard !error.isClosedPipe else { throw error }
            throw ValidationError("--events: “\(events)” cannot be written: \(String(cString: strerror(error.errno))).")
        }
    }

    /// Says that events are missing, and gives the status to end with: `internal` where the run itself did well.
    func status(after failure: OutputError, of status: ExitStatus, console: Console) -> ExitStatus {
        if !failure.isClosedPipe {
            console.tell(["Error: Not all events could be written: \(String(cString: strerror(failure.errno)))."])
        }
        return status == .ok ? .internal : status
    }
}
