import ArgumentParser
import FaultCampaign
import MockBoard

/// Draws boards, images, options and faults, and runs upgrades.
struct RunCampaign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Draw boards, images, options and faults at random, and run upgrades."
    )

    @Option(help: "How many runs.")
    var runs = 1000

    @Option(help: "What everything is drawn from.")
    var seed: UInt64 = 1

    @Option(help: "Only the run of this number, told in detail.")
    var only: Int?

    @OptionGroup
    var detail: DetailOptions

    @Flag(help: "Stop at the first run that breaks something.")
    var stop = false

    @OptionGroup
    var jobs: JobsOption

    func validate() throws {
        guard runs >= 1 else { throw ValidationError("--runs is a number from 1 on.") }
        if only == nil, detail.isGiven { throw ValidationError("Say which run with --only.") }
    }

    func run() async throws {
        let campaign = Campaign(seed: seed)
        if let only {
            try await replay(only, of: campaign)
            return
        }
        let tally = try await Tally.of(runs: runs, jobs: jobs.count, stops: stop) { number in
            try await Campaign.judge(try await campaign.scenario(number))
        }
        Output.line(tally.summary)
        if tally.violations > 0 { throw ExitCode.failure }
    }

    private func replay(_ number: Int, of campaign: Campaign) async throws {
        var scenario = try await campaign.scenario(number)
        if let fault = detail.fault { scenario.faults = try FaultSchedule(parsing: fault) }
        if let hostFault = detail.hostFault { scenario.hostFault = hostFault.fault }
        try await tell(scenario, trace: detail.trace)
    }
}
