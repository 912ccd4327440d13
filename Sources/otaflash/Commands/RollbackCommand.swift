import ArgumentParser
import LuaREPL
import OTAUpgrade
import Reports
import TerminalUI

/// Goes back to the previous firmware.
struct RollbackCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Give up the running firmware, restart into the other one, and verify that it runs.",
        discussion: """
            Whether the other slot holds a complete image is not known beforehand: the board checks it, and refuses to \
            go back to an incomplete one. Nothing is changed then.
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
        let outcome = await task.run(in: context)
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
