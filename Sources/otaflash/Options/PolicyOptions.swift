import ArgumentParser
import OTAUpgrade

/// What an upgrade is allowed to do.
struct PolicyOptions: ParsableArguments {
    @Flag(help: "Make the plan and stop, without changing anything on the board.")
    var dryRun = false

    @Flag(help: "Send the image even if the board already runs it.")
    var force = false

    @Flag(help: "Allow an older version to replace a newer one.")
    var allowDowngrade = false

    @Flag(help: "Allow an image without otaupgrade: no upgrade over the console can follow it.")
    var allowLastUpgrade = false

    @Flag(help: "Refuse a board that cannot roll back automatically.")
    var requireRollback = false

    @Flag(help: "Leave the new firmware on trial: `accept` keeps it, a reset gives it up.")
    var noAccept = false

    @Flag(help: "Do not restart the board first to read the size of its slots.")
    var noRestart = false

    @Option(help: ArgumentHelp("The SHA-256 that the image file must have.", valueName: "hex"))
    var expectSha256: SHA256Text?

    func apply(to options: inout UpgradeOptions) {
        options.isDryRun = dryRun
        options.isForced = force
        options.allowsDowngrade = allowDowngrade
        options.allowsLastUpgrade = allowLastUpgrade
        options.requiresRollback = requireRollback
        options.accepts = !noAccept
        options.mayRestartFirst = !noRestart
        options.expectedSHA256 = expectSha256?.digits
    }
}
