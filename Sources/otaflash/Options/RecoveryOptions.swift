import ArgumentParser
import Bench

/// What is done where an upgrade fails, and how long everything may take.
struct RecoveryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How often a failed upgrade is tried again.",
            discussion: """
                Before each try something heavier is done: the port is opened again, the board is looked for again, it is \
                restarted, and the power hook is run. Only failures that may pass are tried again.
                """,
            valueName: "count"
        )
    )
    var retries = 0

    @Option(
        help: ArgumentHelp(
            "How long a board may take with everything, also while it waits for others.",
            valueName: "seconds"
        )
    )
    var deadline: Seconds?

    @Option(help: ArgumentHelp("How long to wait for a port that another process holds.", valueName: "seconds"))
    var lockTimeout: Seconds?

    @Option(
        help: ArgumentHelp(
            "What switches a board's power; it is run as COMMAND cycle BOARD.",
            valueName: "command"
        )
    )
    var powerHook: String?

    @Option(
        help: ArgumentHelp(
            "The exit status where firmware was changed; without it the same as where none was.",
            valueName: "status"
        )
    )
    var changedExitCode: Int?

    mutating func validate() throws {
        guard (0...100).contains(retries) else {
            throw ValidationError("--retries takes a number between 0 and 100, not \(retries).")
        }
        if let changedExitCode, !(1...255).contains(changedExitCode) {
            throw ValidationError("--changed-exit-code takes a status between 1 and 255, not \(changedExitCode).")
        }
        guard powerHook?.isEmpty != true else { throw ValidationError("--power-hook takes a command.") }
    }

    var policy: RecoveryPolicy {
        var policy = RecoveryPolicy()
        policy.retries = retries
        policy.deadline = deadline?.duration
        policy.lockTimeout = lockTimeout?.duration ?? .zero
        policy.powerHook = powerHook.map { PowerHook($0) }
        return policy
    }

    /// The status of a run that went well and has changed something.
    func status(_ status: ExitStatus, changed: Bool) -> ExitStatus {
        guard status == .ok, changed, let changedExitCode else { return status }
        return ExitStatus(rawValue: Int32(changedExitCode))
    }
}
