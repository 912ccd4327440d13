import ArgumentParser
import BoardProfiles
import OTAUpgrade
import Reports
import TerminalUI
import TransportCore

/// Diagnoses this host, its ports and its boards.
struct DoctorCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Find what prevents an upgrade, and print the command that fixes it.",
        discussion: """
            Checks groups, udev rules, programs that take ports, and each port of a known kind of board, or only the \
            port that you name: who holds it, and whether a NodeMCU prompt answers, also at other line rates. Changes \
            nothing and resets no board.
            """
    )

    @Flag(help: "Check only this host and its ports, and open no port.")
    var hostOnly = false

    @OptionGroup(title: "Connection")
    var connection: ConnectionOptions

    @OptionGroup(title: "Profiles")
    var profiles: ProfileOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        guard let catalog = profiles.catalog(context.environment, console) else { return .usage }
        var run = DoctorRun(search: try PortSearch(connection, console: console), profiles: catalog)
        run.asksBoards = !hostOnly
        let outcome = await context.signals.cancelling { [run] in await Self.report(run, of: connection) }
        if let signal = context.signals.received { return .interrupted(by: signal) }
        switch outcome {
        case .success(let report):
            try console.show(output.json ? .json(report.json) : .people(report.lines))
            return report.exitStatus
        case .failure(let error):
            let status = ExitStatus(error.code)
            console.tell(error, status)
            return status
        }
    }

    private static func report(
        _ run: DoctorRun,
        of connection: ConnectionOptions
    ) async -> Result<DoctorReport, UpgradeError> {
        var run = run
        guard connection.namesABoard else { return .success(await run.report()) }
        do throws(UpgradeError) {
            run.connector = try await run.search.connector()
        } catch {
            return .failure(error)
        }
        return .success(await run.report())
    }
}
