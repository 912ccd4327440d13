import ArgumentParser
import DeviceDiscovery
import Reports
import TerminalUI

/// Shows hubs and switches the power of their ports.
struct PowerCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "power",
        abstract: "Show hubs and switch the power of their ports, or reset a hung adapter.",
        discussion: """
            list shows each hub, its ports and what is connected to them. off, on and cycle switch a port, in both \
            halves of a USB 3 hub; reset re-enumerates a device with its power on. Name the port with --device, or \
            with --hub and --hub-port; list shows the locations. Exits with 16 if the hub cannot switch the port or \
            did not, and with 36 if the device does not come back.

            The board is not asked: cutting its power gives up firmware on trial. To keep it, run accept first.
            """
    )

    @Argument(help: "What to do.")
    var action: PowerVerb

    @OptionGroup(title: "Port")
    var target: PowerTarget

    @Option(help: ArgumentHelp("How long a cycle leaves the power off.", valueName: "seconds"))
    var offTime = Seconds(2)

    @Flag(help: "Also switch a port of a root hub, or a port with another hub behind it.")
    var force = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        try requirePort()
        let console = output.console(context.environment)
        var result = await context.signals.cancelling { await work() }
        result.signal = context.signals.received
        try console.show(output.json ? .json(result.json) : .people(result.lines))
        if let error = result.failure {
            console.tell(error.lines(result.exitStatus, width: console.messageWidth, paint: console.messagePaint))
        } else if let note = result.note {
            console.note(note)
        }
        return result.exitStatus
    }

    /// Checks that an action that needs a port has one.
    ///
    /// Not called while parsing: the environment may name the port.
    func requirePort() throws {
        guard action != .list else { return }
        guard target.isNamed else {
            throw ValidationError("\(action.rawValue) needs --device, or --hub and --hub-port.")
        }
        if let device = target.device, case .name = device.criterion {
            throw ValidationError("“\(device)” is a name; select the board by serial: or path: instead.")
        }
    }

    private func work() async -> PowerResult {
        do throws(SelectorError) {
            let port = action == .list ? nil : try target.port { PortCatalog().ports() }
            let job = PowerJob(verb: action, port: port, hub: target.hub, offTime: offTime.duration, isForced: force)
            return await job.result { () throws(USBError) in HubPower(bus: try LibUSBBus()) }
        } catch {
            return PowerResult(verb: action, error: USBError(selection: error))
        }
    }
}
