import ArgumentParser
import FaultCampaign
import MockBoard

/// Draws boards, images, options and faults, and runs upgrades.
struct RunCampaign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Draw boards, images, options and faults at random, and run upgrades."
    )

    @Option(help: "How many upgrades to run.")
    var runs = 1000

    @OptionGroup
    var trials: TrialOptions

    @OptionGroup
    var detail: DetailOptions

    func validate() throws {
        guard runs >= 1 else { throw ValidationError("--runs must be at least 1.") }
        if trials.only == nil, detail.isGiven {
            throw ValidationError("--fault, --host-fault and --trace need --only.")
        }
    }

    func run() async throws {
        let campaign = Campaign(seed: trials.seed)
        if let only = trials.only {
            try await replay(only, of: campaign)
            return
        }
        try await trials.carryOut(runs) { try await Campaign.judge(try await campaign.scenario($0)) }
    }

    private func replay(_ number: Int, of campaign: Campaign) async throws {
        var scenario = try await campaign.scenario(number)
        if let fault = detail.fault { scenario.faults = try FaultSchedule(parsing: fault) }
        if let hostFault = detail.hostFault { scenario.hostFault = hostFault.fault }
        try await tell(scenario, trace: detail.trace)
    }
}
