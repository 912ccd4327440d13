import FoundationEssentials

/// What a command gets from the process that runs it.
struct RunContext: Sendable {
    /// The command line without the tool's own name.
    var arguments: [String]
    var environment: [String: String]
    var signals: SignalWatch
    /// Identifies this run.
    let run = UUID()
    /// Dates its events.
    let clock = RunClock()
}

extension RunContext {
    /// The command line to repeat the run, for all or some of the boards.
    var retryCommand: RetryCommand {
        get throws {
            RetryCommand(
                try Otaflash.completed(arguments, environment: environment),
                environment: environment
            )
        }
    }
}
