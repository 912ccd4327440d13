import ArgumentParser
import BoardProfiles
import OTAUpgrade

/// The main job: from the firmware that a board has to the firmware in a file, proven.
struct UpgradeCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Upgrade a board to the firmware in a file, and prove that it runs.",
        discussion: """
            The board writes the image to its other slot, checks it, restarts into it, and is asked what it runs. Only \
            then the new firmware is accepted; whatever goes wrong before, the old firmware still boots.

            A board that runs the firmware already is left alone (exit status 0).
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
        // What can be refused is refused before the first event.
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
            },
            report: { recorder?.take($0) }
        )
        let report = await UpgradeRun(
            job: job,
            progress: ProgressReporter(console: console),
            log: log,
            signals: context.signals,
            downgrade: readsStandardInput ? nil : try context.retryCommand.line(adding: ["--allow-downgrade"])
        ).run()
        return try RunEnding(settings: settings, console: console, log: log, recorder: recorder).tell(
            report.run(in: context),
            report.exitStatus,
            changed: report.board.hasChangedFirmware,
            lines: report.lines,
            json: report.json
        ) {
            console.tell(report.error, report.exitStatus, board: report.boardState)
        }
    }

    /// Whether what was read is gone, so that the same command would wait for it.
    private var readsStandardInput: Bool { [image, settings.check.checkFile].contains("-") }

    /// - Throws: `ValidationError` where the file of the check cannot be read.
    func options() throws -> UpgradeOptions {
        try settings.options(connectTimeout: connection.connectTimeout)
    }
}
