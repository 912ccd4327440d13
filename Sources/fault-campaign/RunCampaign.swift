import ArgumentParser
import FaultCampaign
import Foundation
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

    @Option(help: "With --only: these faults instead of those that were drawn.")
    var fault: String?

    @Option(help: "With --only: this fault of the host instead: host-dies@write:N, interrupt@write:N or none.")
    var hostFault: HostFaultOption?

    @Option(help: "With --only: the file that takes the trace of the run.")
    var trace: String?

    @Flag(help: "Stop at the first run that breaks something.")
    var stop = false

    @Option(help: "How many at a time.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard runs >= 1, jobs >= 1 else { throw ValidationError("--runs and --jobs are numbers from 1 on.") }
    }

    func run() async throws {
        let campaign = Campaign(seed: seed)
        if let only {
            try await replay(only, of: campaign)
            return
        }
        let tally = try await Tally.of(runs: runs, jobs: jobs, stops: stop) { number in
            try await Campaign.judge(try await campaign.scenario(number))
        }
        Output.line(tally.summary)
        if tally.violations > 0 { throw ExitCode.failure }
    }

    private func replay(_ number: Int, of campaign: Campaign) async throws {
        var scenario = try await campaign.scenario(number)
        if let fault { scenario.faults = try FaultSchedule(parsing: fault) }
        if let hostFault { scenario.hostFault = hostFault.fault }
        try await tell(scenario, trace: trace)
    }
}
