import ArgumentParser

/// Tries faults on simulated boards.
@main
struct FaultCampaignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fault-campaign",
        abstract: "Try faults on simulated boards, in virtual time, and check that no invariant breaks.",
        subcommands: [RunCampaign.self, SweepCommand.self, HostDeathsCommand.self],
        defaultSubcommand: RunCampaign.self
    )
}
