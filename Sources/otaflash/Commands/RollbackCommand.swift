import ArgumentParser
import LuaREPL
import OTAUpgrade

/// Gives the running firmware up for the one before.
struct RollbackCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Give the running firmware up, restart into the other one, and read back that it runs.",
        discussion: """
            Whether the other slot holds a whole image is not known before: the board checks it, and refuses to go back to an \
            image that is not whole. Nothing is changed then.
            """
    )

    @OptionGroup(title: "Connection")
    var connection: ConnectionOptions

    @Option(help: ArgumentHelp("How long the other firmware may take to reach its prompt.", valueName: "seconds"))
    var rebootTimeout = Seconds(60)

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        let limits = limits
        let task = try BoardTask(ports: PortSearch(connection, console: console)) { board throws(UpgradeError) in
            try await board.rollBack(limits: limits) { status in
                if let caution = status.rollbackCaution { console.note(caution) }
            }
        }
        let outcome = await task.run(context.signals)
        try console.show(output.json ? .json(outcome.json("rolled_back")) : .people(outcome.verdict("Rolled back")))
        console.tell(outcome.error, outcome.exitStatus)
        return outcome.exitStatus
    }

    private var limits: UpgradeLimits {
        var limits = UpgradeLimits()
        limits.connect = connection.connectTimeout.duration
        limits.reboot = rebootTimeout.duration
        return limits
    }
}
