import ArgumentParser
import Inventory
import OTAUpgrade
import Reports
import TerminalUI

/// Shows what the boards of a bench are and what they run.
struct FleetInfoCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Show what each board is and which firmware it runs. Changes nothing."
    )

    @OptionGroup(title: "Boards")
    var selection: FleetSelectionOptions

    @OptionGroup(title: "Connection")
    var connection: FleetConnectionOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        guard let catalog = connection.profiles.catalog(context.environment, console) else { return .usage }
        let inventory = try PortSearch.inventory(selection.file)
        let boards = try selection.boards(of: inventory).map { try FleetBoard($0, in: inventory, catalog: catalog) }
        let limit = connection.connectTimeout.duration
        let tasks = boards.map { board in
            let ports = PortSearch(board.place, options: connection, console: console)
            let task = BoardTask(ports: ports) { board throws(UpgradeError) in try await board.examine(within: limit) }
            return (name: board.entry.name, task: task)
        }
        var answers = await context.signals.cancelling { [jobs = selection.jobs] in
            await FleetInfo.ask(tasks, jobs: jobs)
        }
        for index in answers.indices {
            answers[index].outcome.error = answers[index].outcome.error?.naming(context.signals.received)
        }
        let info = FleetInfo(boards: answers, signal: context.signals.received)
        try console.show(output.json ? .json(info.json) : .people(info.lines))
        return info.exitStatus
    }
}
