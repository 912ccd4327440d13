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

    @OptionGroup
    var trials: TrialOptions

    func validate() throws {
        guard moments >= 1 else { throw ValidationError("--moments is a number from 1 on.") }
    }

    func run() async throws {
        let deaths = HostDeaths(seed: trials.seed)
        if let only = trials.only { return try tell(try await HostDeaths.judge(try await deaths.scenario(only))) }
        try await trials.carryOut(moments) { try await HostDeaths.judge(try await deaths.scenario($0)) }
    }
}
