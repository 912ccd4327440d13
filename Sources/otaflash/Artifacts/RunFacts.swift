import FoundationEssentials

/// What is known of a run from its beginning.
struct RunFacts: Sendable {
    let run: UUID
    let clock: RunClock
    /// The command line without the tool's own name; without what is not to be shown.
    let arguments: [String]
    let host: String
    /// Whether the image, the check and what the board repeats of them are kept out of all files.
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
