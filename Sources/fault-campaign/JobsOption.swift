import ArgumentParser
import Foundation

/// How many runs go in parallel.
struct JobsOption: ParsableArguments {
    @Option(name: .customLong("jobs"), help: "How many runs go in parallel.")
    var count = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard count >= 1 else { throw ValidationError("--jobs must be at least 1.") }
    }
}
