import ArgumentParser
import FaultCampaign

/// Kills hosts in the middle of transfers.
struct HostDeathsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host-deaths",
        abstract: "Kill the host in mid-transfer; check that the console is restored and the board can be upgraded."
    )

    @Option(help: "How many transfers to interrupt, each at a random write.")
    var moments = 500

    @OptionGroup
    var trials: TrialOptions

    func validate() throws {
        guard moments >= 1 else { throw ValidationError("--moments must be at least 1.") }
    }

    func run() async throws {
        let deaths = HostDeaths(seed: trials.seed)
        if let only = trials.only { return try tell(try await HostDeaths.judge(try await deaths.scenario(only))) }
        try await trials.carryOut(moments) { try await HostDeaths.judge(try await deaths.scenario($0)) }
    }
}
