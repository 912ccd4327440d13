import ArgumentParser
import OTAUpgrade
import Reports

/// The options that `upgrade` and `fleet upgrade` share: all except which boards, and where they are.
struct UpgradeSettings: ParsableArguments {
    @OptionGroup(title: "Policy")
    var policy: PolicyOptions

    @OptionGroup(title: "Check of the new firmware")
    var check: CheckOptions

    @OptionGroup(title: "Recovery")
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
            throw ValidationError("--json and --events - both use standard output; give --events a file.")
        }
    }

    /// The options of an upgrade.
    /// - Throws: `ValidationError` if the file of the check cannot be read.
    func options(connectTimeout: Seconds) throws -> UpgradeOptions {
        var options = UpgradeOptions()
        options.limits.connect = connectTimeout.duration
        policy.apply(to: &options)
        transfer.apply(to: &options)
        try check.apply(to: &options)
        return options
    }
}
