import ArgumentParser
import FaultCampaign

/// Kills hosts in the middle of transfers.
struct HostDeathsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host-deaths",
        abstract: "Kill hosts in mid-transfer; the board restores its console, and an upgrade at once succeeds."
    )

    @Option(help: "How many moments of transfers.")
    var moments = 500

    @Option(help: "What everything is drawn from.")
    var seed: UInt64 = 1

    @Option(help: "Only the trial of this number, told in detail.")
    var only: Int?

    @Flag(help: "Stop at the first trial that breaks something.")
    var stop = false

    @OptionGroup
    var jobs: JobsOption

    func validate() throws {
        guard moments >= 1 else { throw ValidationError("--moments is a number from 1 on.") }
    }

    func run() async throws {
        let deaths = HostDeaths(seed: seed)
        if let only {
            let scenario = try await deaths.scenario(only)
            Output.line(scenario.description)
            let verdict = try await HostDeaths.judge(scenario)
            Output.line("ends: \(verdict.ending); \(verdict.report)")
            for violation in verdict.violations { Output.line("VIOLATION \(violation)") }
            if !verdict.violations.isEmpty { throw ExitCode.failure }
            return
        }
        let tally = try await Tally.of(runs: moments, jobs: jobs.count, stops: stop) { number in
            try await HostDeaths.judge(try await deaths.scenario(number))
        }
        Output.line(tally.summary)
        if tally.violations > 0 { throw ExitCode.failure }
    }
}
