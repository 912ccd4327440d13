import ArgumentParser
import Fleet
import OTAUpgrade
import Reports
import TerminalUI

/// Shows what `fleet upgrade` would do.
struct FleetPlanCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what `fleet upgrade` would do with each board. Changes nothing."
    )

    @Argument(help: "The application image, a .bin file.", completion: .file(extensions: ["bin"]))
    var image: String

    @OptionGroup(title: "Boards")
    var selection: FleetSelectionOptions

    @OptionGroup(title: "Connection")
    var connection: FleetConnectionOptions

    @OptionGroup(title: "Policy")
    var policy: PolicyOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        guard let catalog = connection.profiles.catalog(context.environment, console) else { return .usage }
        let inventory = try PortSearch.inventory(selection.file)
        var options = UpgradeOptions()
        options.limits.connect = connection.connectTimeout.duration
        policy.apply(to: &options)
        options.isDryRun = true
        let boards = try selection.boards(of: inventory).map { try FleetBoard($0, in: inventory, catalog: catalog) }
        let jobs = boards.map { board in
            board.job(
                options,
                RecoveryPolicy(),
                ports: PortSearch(board.place, options: connection, console: console)
            )
        }
        let retry = image == "-" ? nil : context.retryCommand
        let run = FleetRun(
            file: image,
            jobs: jobs,
            policy: FleetPolicy(jobs: selection.jobs),
            quarantined: [],
            display: FleetDisplay(names: jobs.map(\.name), console: console),
            signals: context.signals,
            clock: context.clock,
            advice: boards.advice(baud: connection.baud, retry: retry),
            retry: retry
        )
        let (report, refusal) = await run.run()
        let summary = FleetSummary(run: report, refusal: refusal, isPlan: true, command: retry)
        try console.show(output.json ? .json(summary.json) : .people(summary.lines))
        console.tell(summary.refusal, summary.exitStatus)
        return summary.exitStatus
    }
}
