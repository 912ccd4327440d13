import ArgumentParser
import Fleet

/// In which order boards are upgraded, and when to stop.
struct FleetOrderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How many boards go first, and must be proven before the others start.", valueName: "count")
    )
    var canary = 0

    @Option(help: ArgumentHelp("After how many failures no further board is started.", valueName: "count"))
    var stopAfterFailures: Int?

    @Flag(
        help: ArgumentHelp(
            "Send the image to all boards before the first one restarts into it.",
            discussion: "If one fails before that, none is switched; --stop-after-failures allows more failures."
        )
    )
    var twoPhase = false

    @Option(
        help: ArgumentHelp(
            "Skip boards that have failed this many times in a row.",
            discussion: "Failures are counted across runs; the count of a board that is proven restarts at zero.",
            valueName: "count"
        )
    )
    var quarantineAfter: Int?

    @Flag(help: "Work only on the boards that --quarantine-after would skip.")
    var quarantineVerify = false

    @Option(
        help: ArgumentHelp(
            "The file that counts the failures. (default: a file in ~/.local/state/otaflash)",
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

    /// The file that counts the failures.
    func failureFile(of inventory: String, environment: [String: String]) -> FailureFile {
        quarantineFile.map { FailureFile(path: $0) } ?? FailureFile(inventory: inventory, environment: environment)
    }
}
