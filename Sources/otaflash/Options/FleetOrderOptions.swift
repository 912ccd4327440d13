import ArgumentParser
import Bench

/// In which order boards are upgraded, and when it is better to stop.
struct FleetOrderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How many boards go first, and must be proven before the others begin.", valueName: "count")
    )
    var canary = 0

    @Option(help: ArgumentHelp("After how many failures no further board is begun.", valueName: "count"))
    var stopAfterFailures: Int?

    @Flag(
        help: ArgumentHelp(
            "Send the image to all boards before the first one restarts into it.",
            discussion: "Where one fails before that, none is switched; --stop-after-failures allows more."
        )
    )
    var twoPhase = false

    @Option(
        help: ArgumentHelp(
            "Leave boards alone that have failed so often in a row.",
            discussion: "Failures are counted over runs; a board that is proven again counts from zero.",
            valueName: "count"
        )
    )
    var quarantineAfter: Int?

    @Flag(help: "Work only on the boards that --quarantine-after would leave alone.")
    var quarantineVerify = false

    @Option(
        help: ArgumentHelp(
            "Where failures are counted. (default: a file in ~/.local/state/otaflash)",
            valueName: "file"
        ),
        completion: .file()
    )
    var quarantineFile: String?

    mutating func validate() throws {
        guard canary >= 0 else { throw ValidationError("--canary takes a number of boards, not \(canary).") }
        for (option, value) in [("stop-after-failures", stopAfterFailures), ("quarantine-after", quarantineAfter)] {
            guard let value, value < 1 else { continue }
            throw ValidationError("--\(option) takes a number above 0, not \(value).")
        }
    }

    func policy(jobs: Int) -> FleetPolicy {
        var policy = FleetPolicy(jobs: jobs)
        policy.canaries = canary
        policy.failureLimit = stopAfterFailures
        policy.isTwoPhase = twoPhase
        return policy
    }

    /// The file in which failures are counted.
    func failureFile(of inventory: String, environment: [String: String]) -> FailureFile {
        quarantineFile.map { FailureFile(path: $0) } ?? FailureFile(inventory: inventory, environment: environment)
    }
}
