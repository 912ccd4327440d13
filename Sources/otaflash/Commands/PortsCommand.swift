import ArgumentParser
import DeviceDiscovery

/// The serial ports of this host.
struct PortsCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "ports",
        abstract: "List the serial ports of this host, who may open them and who holds them. Opens none."
    )

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        let ports = PortCatalog().ports()
        try console.show(output.json ? .json(.array(ports.map(\.json))) : .people(ports.lines))
        if ports.isEmpty { console.note("This host has no serial port.") }
        return .ok
    }
}
