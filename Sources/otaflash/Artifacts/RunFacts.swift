import FoundationEssentials

/// What is known about a run from the start.
struct RunFacts: Sendable {
    let run: UUID
    let clock: RunClock
    /// The command line without the tool's own name; in a redacted run also without the check.
    let arguments: [String]
    let host: String
    /// Whether the image, the check and the board's echo of them are kept out of all files.
    let isRedacted: Bool

    init(_ context: RunContext, host: String = HostName.current, isRedacted: Bool) {
        (run, clock, self.host, self.isRedacted) = (context.run, context.clock, host, isRedacted)
        arguments = isRedacted ? Self.withoutChecks(context.arguments) : context.arguments
    }

    private static func withoutChecks(_ arguments: [String]) -> [String] {
        var follows = false
        return arguments.map { argument in
            defer { follows = argument == "--check" }
            if follows { return "withheld" }
            return argument.hasPrefix("--check=") ? "--check=withheld" : argument
        }
    }
}
