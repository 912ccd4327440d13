import ArgumentParser
import Bench
import BoardProfiles
import DeviceDiscovery

/// Entries for what is plugged in.
struct InventoryDiscoverCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Write entries for the devices that are plugged in and that no board of an inventory leads to.",
        discussion: """
            Without a file the entries are printed. A file that is there stays as it is, and gets what it lacks at its end; run \
            again it gets nothing. Opens no port, but with --probe those that nobody holds.
            """
    )

    @OptionGroup(title: "Inventory")
    var inventory: InventoryOptions

    @Flag(help: "Ask every port that is free for its board, for the chip and whether it can upgrade itself.")
    var probe = false

    @Flag(help: "Print what would be added, and write nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("The line rate to ask at, in bits per second.", valueName: "bps"))
    var baud = 115_200

    @OptionGroup(title: "Profiles")
    var profiles: ProfileOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    mutating func validate() throws {
        try ConnectionOptions.check(baud: baud)
    }

    func run(in context: RunContext) async throws -> ExitStatus {
        guard inventory.path != "-" else {
            throw ValidationError("Standard input takes no entries; name a file, or none.")
        }
        let console = output.console(context.environment)
        guard let catalog = profiles.catalog(context.environment, console) else { return .usage }
        let host = BenchHost.current(context.environment)
        var answers: [String: PortAnswer] = [:]
        if probe {
            console.note("Asking \(Quantity.count(host.devices.count, "serial port")).")
            answers = await context.signals.cancelling { [baud] in await PortProbe.answers(of: host.devices, baud: baud)
            }
            if let signal = context.signals.received { return .interrupted(by: signal) }
        }
        var report = DiscoveryReport(file: inventory.path, on: host, answers: answers, profiles: catalog)
        if !dryRun { report.write() }
        try console.show(output.json ? .json(report.json) : .people(report.lines))
        report.tell(console)
        return report.exitStatus
    }
}
