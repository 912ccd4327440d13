import FoundationEssentials
import TransportCore

/// What is known of a run from its beginning.
struct RunFacts: Sendable {
    let run: UUID
    /// The command line without the tool's own name; without what is not to be shown.
    let arguments: [String]
    let host: String
    /// Whether the image, the check and what the board repeats of them are kept out of all files.
    let isRedacted: Bool
    let start = Date()
    private let startOnSteadyClock = ContinuousClock.now

    init(run: UUID = UUID(), arguments: [String], host: String = HostName.current, isRedacted: Bool) {
        (self.run, self.host, self.isRedacted) = (run, host, isRedacted)
        self.arguments = isRedacted ? Self.withoutChecks(arguments) : arguments
    }

    /// The present time; a clock of the host that is set meanwhile changes neither order nor durations.
    var moment: Date {
        start.addingTimeInterval(startOnSteadyClock.duration(to: .now).seconds)
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
