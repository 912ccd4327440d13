import FoundationEssentials
import Reports

/// What a command gets from the process that runs it.
struct RunContext: Sendable {
    /// The command line without the tool's own name.
    var arguments: [String]
    /// The command line with the options that the environment adds, once it has been parsed.
    var completed: [String] = []
    var environment: [String: String]
    var signals: SignalWatch
    /// Identifies this run.
    let run = UUID()
    /// Dates its events.
    let clock = RunClock()
}

extension RunContext {
    /// What is known about the run from the start.
    func facts(isRedacted: Bool = false) -> RunFacts {
        RunFacts(run: run, clock: clock, arguments: arguments, isRedacted: isRedacted)
    }

    /// The command line to repeat the run, for all or some of the boards.
    var retryCommand: RetryCommand {
        RetryCommand(completed, environment: environment)
    }
}
