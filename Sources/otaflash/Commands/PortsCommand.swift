import ArgumentParser
import BoardProfiles
import DeviceDiscovery
import Inventory
import Reports
import TerminalUI

/// Lists the serial ports of this host.
struct PortsCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "ports",
        abstract: "List the serial ports of this host, whether you can open them and who holds them.",
        discussion: "Opens no port, except free ports with --probe. Resets no board."
    )

    @Flag(help: "Probe each free port: ask whether a NodeMCU board answers, and what it is.")
    var probe = false

    @Flag(help: "Keep running, and report ports that appear or disappear; --json prints one object per line.")
    var watch = false

    @Option(help: ArgumentHelp("The line rate for --probe, in bits per second.", valueName: "bps"))
    var baud = 115_200

    @OptionGroup(title: "Profiles")
    var profiles: ProfileOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    mutating func validate() throws {
        guard !probe || !watch else { throw ValidationError("--probe and --watch cannot be combined.") }
        try ConnectionOptions.check(baud: baud)
    }

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        guard let catalog = profiles.catalog(context.environment, console) else { return .usage }
        if watch {
            let watch = PortWatch(console: console, isJSON: output.json) { catalog.names(of: $0) }
            return try await watch.run(context.signals)
        }
        let devices = PortCatalog().ports()
        var listings = PortListing.all(of: devices) { catalog.names(of: $0) }
        if probe {
            console.note("Probing \(Quantity.count(devices.count, "serial port")).")
            let probes = await context.signals.cancelling { [baud] in
                await PortProbe.all(of: devices, baud: baud, within: PortSearch.patience)
            }
            if let signal = context.signals.received { return .interrupted(by: signal) }
            for (index, probe) in probes.enumerated() { listings[index].probe = probe }
        }
        try console.show(output.json ? .json(.array(listings.map(\.json))) : .people(listings.lines))
        if listings.isEmpty { console.note("This host has no serial port.") }
        return .ok
    }
}
