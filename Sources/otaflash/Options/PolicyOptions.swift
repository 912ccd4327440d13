import ArgumentParser
import OTAUpgrade

/// What an upgrade may do.
struct PolicyOptions: ParsableArguments {
    @Flag(help: "Make the plan and stop: nothing on the board is changed.")
    var dryRun = false

    @Flag(help: "Send the image even if the board runs it already.")
    var force = false

    @Flag(help: "Let an older version replace a newer one.")
    var allowDowngrade = false

    @Flag(help: "Let an image without otaupgrade in: no upgrade over the console can follow it.")
    var allowLastUpgrade = false

    @Flag(help: "Refuse a board that could not go back by itself.")
    var requireRollback = false

    @Flag(help: "Leave the new firmware on trial: `accept` keeps it, a reset gives it up.")
    var noAccept = false

    @Flag(help: "Do not restart the board beforehand to learn the size of its slots.")
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
