import ArgumentParser
import Bench
import OTAUpgrade

/// What `fleet upgrade` would do.
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

    @OptionGroup(title: "What may happen")
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
        let jobs = try selection.boards(of: inventory).map { entry in
            let board = try FleetBoard(entry, in: inventory, catalog: catalog)
            return board.job(
                options,
                RecoveryPolicy(),
                ports: PortSearch(board.place, options: connection, console: console)
            )
        }
        let run = FleetRun(
            file: image,
            jobs: jobs,
            policy: FleetPolicy(jobs: selection.jobs),
            quarantined: [],
            display: FleetDisplay(names: jobs.map(\.name), console: console),
            signals: context.signals,
            clock: context.clock
        )
        let (report, refusal) = await run.run()
        let summary = FleetSummary(run: report, refusal: refusal, isPlan: true, arguments: context.arguments)
        try console.show(output.json ? .json(summary.json) : .people(summary.lines))
        console.tell(summary.refusal, summary.exitStatus)
        return summary.exitStatus
    }
}
