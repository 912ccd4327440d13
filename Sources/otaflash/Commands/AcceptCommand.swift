import ArgumentParser
import LuaREPL
import OTAUpgrade
import Reports

/// Keeps the running firmware.
struct AcceptCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accept the running firmware, so that the board keeps it, and verify that it did."
    )

    @OptionGroup(title: "Connection")
    var connection: ConnectionOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        let limit = connection.connectTimeout.duration
        let task = try BoardTask(ports: PortSearch(connection, console: console)) { board throws(UpgradeError) in
            try await board.accept(within: limit)
        }
        let outcome = await task.run(context.signals)
        try console.show(output.json ? .json(outcome.json("accepted")) : .people(outcome.verdict("Accepted")))
        console.tell(outcome.error, outcome.exitStatus)
        return outcome.exitStatus
    }
}
