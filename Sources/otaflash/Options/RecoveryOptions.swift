import ArgumentParser
import Fleet
import Reports

/// What to do if an upgrade fails, and how long everything may take.
struct RecoveryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How often to retry a failed upgrade.",
            discussion: """
                Only transient failures are retried. Each retry escalates: reopen the port, look for the board again, \
                restart it, and run the power hook.
                """,
            valueName: "count"
        )
    )
    var retries = 0

    @Option(
        help: ArgumentHelp(
            "How long a board may take in total, including waiting for others.",
            valueName: "seconds"
        )
    )
    var deadline: Seconds?

    @Option(help: ArgumentHelp("How long to wait for a port that another process holds.", valueName: "seconds"))
    var lockTimeout: Seconds?

    @Option(
        help: ArgumentHelp(
            "The command that switches a board's power; it is run as COMMAND cycle BOARD.",
            valueName: "command"
        )
    )
    var powerHook: String?

    @Option(
        help: ArgumentHelp(
            "The exit status if firmware was changed, instead of 0.",
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

    /// The status of a run that succeeded and changed firmware.
    func status(_ status: ExitStatus, changed: Bool) -> ExitStatus {
        guard status == .ok, changed, let changedExitCode else { return status }
        return ExitStatus(rawValue: Int32(changedExitCode))
    }
}
