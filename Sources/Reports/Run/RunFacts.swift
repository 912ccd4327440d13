package import FoundationEssentials

/// What is known about a run from the start.
package struct RunFacts: Sendable {
    package let run: UUID
    package let clock: RunClock
    /// The command line without the tool's own name; in a redacted run also without the check.
    package let arguments: [String]
    package let host: String
    /// Whether the image, the check and the board's echo of them are kept out of all files.
    package let isRedacted: Bool

    package init(
        run: UUID,
        clock: RunClock,
        arguments: [String],
        host: String = HostName.current,
        isRedacted: Bool = false
    ) {
        (self.run, self.clock, self.host, self.isRedacted) = (run, clock, host, isRedacted)
        self.arguments = isRedacted ? Self.withoutChecks(arguments) : arguments
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
