import ArgumentParser
import Foundation

/// How much runs at once.
struct JobsOption: ParsableArguments {
    @Option(name: .customLong("jobs"), help: "How many runs at a time.")
    var count = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard count >= 1 else { throw ValidationError("--jobs is a number from 1 on.") }
    }
}
