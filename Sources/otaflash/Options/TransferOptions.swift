import ArgumentParser
import OTAUpgrade

/// How the image is sent, and how long the phases may take.
struct TransferOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The most lines in flight; 1 waits for each acknowledgement.", valueName: "lines"))
    var window = 1

    @Option(help: ArgumentHelp("How long the board may take to erase the slot.", valueName: "seconds"))
    var commenceTimeout = Seconds(120)

    @Option(help: ArgumentHelp("How long the new firmware may take to reach its prompt.", valueName: "seconds"))
    var rebootTimeout = Seconds(60)

    mutating func validate() throws {
        guard (1...64).contains(window) else {
            throw ValidationError("--window takes a number of lines between 1 and 64, not \(window).")
        }
    }

    func apply(to options: inout UpgradeOptions) {
        options.window = window
        options.limits.commence = commenceTimeout.duration
        options.limits.reboot = rebootTimeout.duration
    }
}
