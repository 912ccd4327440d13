import ArgumentParser
import Fleet
import Inventory
import LuaREPL
import OTAUpgrade
import Reports
import TerminalUI

/// One `fleet upgrade`: reads the inventory, upgrades the boards, and reports the result.
struct FleetJob {
    /// The image file as it was named.
    let image: String
    let selection: FleetSelectionOptions
    let order: FleetOrderOptions
    let connection: FleetConnectionOptions
    let settings: UpgradeSettings
    let context: RunContext

    func run() async throws -> ExitStatus {
        let console = settings.output.console(context.environment)
        guard let catalog = connection.profiles.catalog(context.environment, console) else { return .usage }
        let inventory = try PortSearch.inventory(selection.file)
        let selected = try selection.boards(of: inventory)
        let (meant, quarantined) = try chosen(selected)
        let options = try settings.options(connectTimeout: connection.connectTimeout)
        let boards = try meant.map { try FleetBoard($0, in: inventory, catalog: catalog) }
        context.signals.begin()
        let recorder = try settings.results.recorder(context)
        let jobs = boards.map { board in
            var ports = PortSearch(board.place, options: connection, console: console)
            ports.waitsForLock = settings.recovery.lockTimeout != nil
            return board.job(options, settings.recovery.policy, ports: ports, recorder)
        }
        let retry = readsStandardInput ? nil : context.retryCommand
        let log = try settings.events.reporter(context, namesBoards: true)
        let files = settings.results.reporter(recorder)
        let run = FleetRun(
            file: image,
            jobs: jobs,
            policy: order.policy(jobs: selection.jobs),
            quarantined: quarantined.map(\.name),
            display: FleetDisplay(names: (quarantined + meant).map(\.name), console: console),
            signals: context.signals,
            clock: context.clock,
            reporter: RunReporters([files, log]),
            advice: boards.advice(baud: connection.baud, retry: retry),
            retry: retry
        )
        var (report, refusal) = await run.run()
        report.sort(by: selected.map(\.name))
        var summary = FleetSummary(run: report, refusal: refusal, isPlan: options.isDryRun)
        summary.command = retry
        let hasCounted = count(&summary, console)
        return try RunEnding(settings: settings, console: console, files: files, log: log).tell(
            summary.run,
            hasCounted || summary.exitStatus != .ok ? summary.exitStatus : .internal,
            changed: summary.hasChangedFirmware,
            lines: summary.lines,
            json: summary.json
        ) {
            console.tell(summary.refusal, summary.exitStatus)
        }
    }

    /// Whether the run reads standard input, so that the same command would wait for new input.
    private var readsStandardInput: Bool {
        [image, settings.check.checkFile].contains("-")
    }

    private var failures: FailureFile {
        get throws {
            order.failureFile(of: try selection.file, environment: context.environment)
        }
    }

    /// The boards to work on, and those in quarantine that are skipped.
    private func chosen(_ boards: [BoardEntry]) throws -> ([BoardEntry], quarantined: [BoardEntry]) {
        guard let limit = order.quarantineAfter else {
            // Not checked while parsing: the environment may give the number.
            guard !order.quarantineVerify else {
                throw ValidationError("--quarantine-verify needs --quarantine-after, which defines the quarantine.")
            }
            return (boards, [])
        }
        let file = try failures
        let record: FailureRecord
        do throws(FailureFileError) {
            record = try file.read()
            try file.makeFolder()
        } catch {
            throw ValidationError("\(error) Name another file with --quarantine-file, or remove this one.".printable)
        }
        let quarantined = boards.filter { record.isQuarantined($0.name, after: limit) }
        if order.quarantineVerify {
            guard !quarantined.isEmpty else { throw ValidationError("No board is in quarantine.") }
            return (quarantined, [])
        }
        return (boards.filter { !record.isQuarantined($0.name, after: limit) }, quarantined)
    }

    /// Counts failures across runs, if `--quarantine-after` is given.
    private func count(_ summary: inout FleetSummary, _ console: Console) -> Bool {
        guard let limit = order.quarantineAfter, summary.refusal == nil, !summary.isPlan else { return true }
        do {
            let record = try failures.add(summary.run.boards)
            summary.quarantined = Set(summary.run.boards.map(\.board).filter { record.isQuarantined($0, after: limit) })
            return true
        } catch {
            console.tell(["Error: \(error) Failures are not counted.".printable])
            return false
        }
    }
}
