import ArgumentParser
import TerminalUI

/// What is printed, and how.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the result as one JSON value.")
    var json = false

    @Option(help: "When to use colours; auto honours NO_COLOR.")
    var color = ColorChoice.auto

    @Flag(name: .shortAndLong, help: "Print only the result and errors.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Print more details during the run.")
    var verbose = false

    mutating func validate() throws {
        guard !quiet || !verbose else { throw ValidationError("--quiet and --verbose cannot be combined.") }
    }

    /// The console that fits the options.
    func console(_ environment: [String: String]) -> Console {
        Console(
            talk: quiet ? .quiet : verbose ? .verbose : .usual,
            terminal: TerminalTraits(color: color, environment: environment)
        )
    }
}

extension ColorChoice: ExpressibleByArgument {}
