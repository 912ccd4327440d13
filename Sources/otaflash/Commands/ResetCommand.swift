import ArgumentParser
import BoardProfiles
import DeviceDiscovery
import LuaREPL
import OTAUpgrade
import Reports
import TerminalUI
import TransportCore

/// Resets a board into its application, whatever state it is in.
struct ResetCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Reset a board into its firmware, and report how it starts. Never enters download mode.",
        discussion: """
            Runs node.restart() if the prompt answers, and otherwise moves the lines DTR and RTS. Then watches the \
            board until its prompt answers. Without --port or --device, a board can only be found by its prompt.

            A reset gives up firmware on trial. If the prompt answers, the board is asked first, and such a reset is \
            refused with exit status 24 unless --force is given; if the prompt does not answer, this cannot be \
            checked.
            """
    )

    @OptionGroup(title: "Connection")
    var connection: ConnectionOptions

    @OptionGroup(title: "Reset")
    var method: ResetMethodOptions

    @Option(help: ArgumentHelp("How long the board may take to reach its prompt.", valueName: "seconds"))
    var rebootTimeout = Seconds(60)

    @OptionGroup(title: "Profiles")
    var profiles: ProfileOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        let ports = try PortSearch(connection, console: console)
        guard let catalog = profiles.catalog(context.environment, console) else { return .usage }
        let task = BoardTask(ports: ports) { board throws(UpgradeError) in
            let device = ports.catalog.device(at: await board.address)
            return try await board.reset(options(method.circuit ?? .usual(of: device, among: catalog)))
        }
        let outcome = await task.run(in: context)
        try console.show(output.json ? .json(outcome.json) : .people(outcome.lines(isVerbose: output.verbose)))
        console.tell(outcome.error, outcome.exitStatus)
        return outcome.exitStatus
    }

    private func options(_ circuit: ResetCircuit) -> ResetOptions {
        var options = method.options(circuit)
        options.promptLimit = min(options.promptLimit, connection.connectTimeout.duration)
        options.startLimit = rebootTimeout.duration
        return options
    }
}
