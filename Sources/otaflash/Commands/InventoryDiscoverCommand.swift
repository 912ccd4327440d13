import ArgumentParser
import BoardProfiles
import DeviceDiscovery
import Inventory
import Reports
import TerminalUI

/// Writes inventory entries for devices that are plugged in.
struct InventoryDiscoverCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Write entries for devices that are plugged in but not in the inventory.",
        discussion: """
            Without a file, prints the entries. Keeps the content of an existing file and appends missing entries; a \
            second run appends nothing. Opens no port, except free ports with --probe.
            """
    )

    @OptionGroup(title: "Inventory")
    var inventory: InventoryOptions

    @Flag(help: "Probe each free port: ask its board for the chip and whether it can upgrade itself.")
    var probe = false

    @Flag(help: "Print what would be added, and write nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("The line rate for --probe, in bits per second.", valueName: "bps"))
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
            throw ValidationError("Entries cannot be written to standard input; name a file, or none.")
        }
        let console = output.console(context.environment)
        guard let catalog = profiles.catalog(context.environment, console) else { return .usage }
        let host = BenchHost.current(context.environment)
        var answers: [String: PortAnswer] = [:]
        if probe {
            console.note("Probing \(Quantity.count(host.devices.count, "serial port")).")
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
