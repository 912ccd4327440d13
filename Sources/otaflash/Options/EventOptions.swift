import ArgumentParser
import Glibc
import TransportCore

/// Where the events of a run go.
struct EventOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Add one JSON object a line to a file while the upgrade runs; - is standard output.",
            discussion: "With - nothing else is printed there.",
            valueName: "file"
        ),
        completion: .file()
    )
    var events: String?

    var useStandardOutput: Bool { events == "-" }

    /// Opens the file; `nil` where no events are wanted.
    /// - Throws: `ValidationError` where the file cannot be written; `OutputError` where its reader has gone.
    func reporter(_ context: RunContext, port: TransportAddress?) throws -> EventReporter? {
        guard let events else { return nil }
        do throws(OutputError) {
            return try EventReporter(file: events, context: context, port: port)
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
