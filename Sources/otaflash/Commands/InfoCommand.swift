import ArgumentParser
import LuaREPL
import OTAUpgrade
import Reports
import TerminalUI

/// Shows what a board is and what its slots hold.
struct InfoCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Show what a board is, what its slots hold and which one boots next. Changes nothing."
    )

    @OptionGroup(title: "Connection")
    var connection: ConnectionOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        let limit = connection.connectTimeout.duration
        let task = try BoardTask(ports: PortSearch(connection, console: console)) { board throws(UpgradeError) in
            try await board.examine(within: limit)
        }
        var outcome = await task.run(in: context)
        outcome.requireOTAUpgrade()
        try console.show(output.json ? .json(outcome.json("ok")) : .people(outcome.lines(isVerbose: output.verbose)))
        console.tell(outcome.error, outcome.exitStatus)
        return outcome.exitStatus
    }
}
