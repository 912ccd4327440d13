import ArgumentParser
import OTAUpgrade

/// What one board's upgrade and many boards' have in common: all but which boards, and where.
struct UpgradeSettings: ParsableArguments {
    @OptionGroup(title: "What may happen")
    var policy: PolicyOptions

    @OptionGroup(title: "Check of the new firmware")
    var check: CheckOptions

    @OptionGroup(title: "When it fails")
    var recovery: RecoveryOptions

    @OptionGroup(title: "Transfer")
    var transfer: TransferOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    @OptionGroup(title: "Events")
    var events: EventOptions

    @OptionGroup(title: "Results")
    var results: ResultOptions

    mutating func validate() throws {
        guard !output.json || !events.useStandardOutput else {
            throw ValidationError("--json and --events - both want standard output; give --events a file.")
        }
    }

    /// How an upgrade is to be judged.
    /// - Throws: `ValidationError` where the file of the check cannot be read.
    func options(connectTimeout: Seconds) throws -> UpgradeOptions {
        var options = UpgradeOptions()
        options.limits.connect = connectTimeout.duration
        policy.apply(to: &options)
        transfer.apply(to: &options)
        try check.apply(to: &options)
        return options
    }
}
