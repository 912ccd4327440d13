import ArgumentParser
import BoardProfiles
import OTAUpgrade
import Reports
import TerminalUI

/// Upgrades a board to the firmware in a file, and proves that it runs.
struct UpgradeCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Upgrade a board to the firmware in a file, and prove that it runs.",
        discussion: """
            The board writes the image to its other slot, checks it, restarts into it, and is asked what it runs. The \
            new firmware is accepted only after that; if anything fails before, the old firmware still boots.

            A board that already runs the firmware is left unchanged (exit status 0).
            """
    )

    @Argument(help: "The application image, a .bin file.", completion: .file(extensions: ["bin"]))
    var image: String

    @OptionGroup(title: "Connection")
    var connection: ConnectionOptions

    @OptionGroup
    var settings: UpgradeSettings

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = settings.output.console(context.environment)
        var options = try options()
        var ports = try PortSearch(connection, console: console)
        options.openingResets = ports.profile(context.environment)?.opensReset ?? false
        ports.waitsForLock = settings.recovery.lockTimeout != nil
        context.signals.begin()
        // Everything that can be refused is refused before the first event.
        let recorder = try settings.results.recorder(context, isRedacted: connection.trace.traceRedact)
        let log = try settings.events.reporter(context, namesBoards: connection.boardName != nil)
        let name = connection.boardName ?? connection.placeText
        let job = UpgradeJob(
            file: image,
            name: name,
            options: options,
            recovery: settings.recovery.policy,
            ports: ports,
            recording: { [token = ports.token] in
                recorder?.recording($0, board: name, token: token) ?? $0
            }
        )
        let files = settings.results.reporter(recorder)
        let report = await UpgradeRun(
            job: job,
            progress: ProgressReporter(console: console),
            reporter: RunReporters([files, log]),
            signals: context.signals,
            retry: readsStandardInput ? nil : context.retryCommand
        ).run()
        return try RunEnding(settings: settings, console: console, files: files, log: log).tell(
            report.run(timedBy: context.clock),
            report.exitStatus,
            changed: report.board.hasChangedFirmware,
            lines: report.lines,
            json: report.json
        ) {
            console.tell(report.error, report.exitStatus, board: report.boardState)
        }
    }

    /// Whether the run reads standard input, so that the same command would wait for new input.
    private var readsStandardInput: Bool { [image, settings.check.checkFile].contains("-") }

    /// - Throws: `ValidationError` if the file of the check cannot be read.
    func options() throws -> UpgradeOptions {
        try settings.options(connectTimeout: connection.connectTimeout)
    }
}
