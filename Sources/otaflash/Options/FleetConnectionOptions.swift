import ArgumentParser
import Reports

/// How the boards of a bench are reached.
struct FleetConnectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How long to wait for a board that is not plugged in yet.", valueName: "seconds"))
    var wait: Seconds?

    @Option(help: ArgumentHelp("The line rate of serial ports, in bits per second.", valueName: "bps"))
    var baud = Advice.usualBaud

    @Option(help: ArgumentHelp("How long a prompt may take to answer.", valueName: "seconds"))
    var connectTimeout = Seconds(15)

    @OptionGroup
    var profiles: ProfileOptions

    mutating func validate() throws {
        try ConnectionOptions.check(baud: baud)
    }
}
