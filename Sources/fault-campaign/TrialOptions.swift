import ArgumentParser
import FaultCampaign

/// Which runs are drawn, and how they are carried out.
struct TrialOptions: ParsableArguments {
    @Option(help: "What everything is drawn from.")
    var seed: UInt64 = 1

    @Option(help: "Only the run of this number, with all details.")
    var only: Int?

    @Flag(help: "Stop at the first run that breaks something.")
    var stop = false

    @OptionGroup
    var jobs: JobsOption

    /// Carries the runs out and prints how they ended.
    func carryOut(_ runs: Int, _ judge: @escaping @Sendable (Int) async throws -> Campaign.Verdict) async throws {
        let tally = try await Tally.of(runs: runs, jobs: jobs.count, stops: stop, judge)
        Output.line(tally.summary)
        if tally.violations > 0 { throw ExitCode.failure }
    }
}
