import ArgumentParser
import FaultCampaign

/// Which runs to draw, and how to carry them out.
struct TrialOptions: ParsableArguments {
    @Option(help: "The seed of all random choices.")
    var seed: UInt64 = 1

    @Option(help: "Run only this number, and print all details.")
    var only: Int?

    @Flag(help: "Stop at the first run that breaks an invariant.")
    var stop = false

    @OptionGroup
    var jobs: JobsOption

    /// Carries the runs out and prints their outcomes.
    func carryOut(_ runs: Int, _ judge: @escaping @Sendable (Int) async throws -> Campaign.Verdict) async throws {
        let tally = try await Tally.of(runs: runs, jobs: jobs.count, stops: stop, judge)
        Output.line(tally.summary)
        if tally.violations > 0 { throw ExitCode.failure }
    }
}
