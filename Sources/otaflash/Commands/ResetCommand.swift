import ArgumentParser
import BoardProfiles
import DeviceDiscovery
import LuaREPL
import OTAUpgrade
import TransportCore

/// A board into its application, from wherever it is.
struct ResetCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Reset a board into its firmware, and tell how it starts. Never leads into download mode.",
        discussion: """
            Asks the prompt for node.restart() where one answers, and else moves the lines DTR and RTS. Then it watches the \
            board until its prompt answers. A board that neither --port nor --device names can only be found by its prompt.

            A reset gives up firmware on trial. If the prompt answers, the board is asked first, and such a reset is refused with \
            24 unless --force is given; if it does not answer, nothing can be known of it.
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
        let outcome = await task.run(context.signals)
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
