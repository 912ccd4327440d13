import ArgumentParser
import ESPImage
import LuaREPL
import OTAUpgrade
import Reports
import Synchronization

/// Keeps the running firmware.
struct AcceptCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accept the running firmware, so that the board keeps it, and verify that it did."
    )

    @OptionGroup(title: "Connection")
    var connection: ConnectionOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        let limit = connection.connectTimeout.duration
        let wasAccepted = Mutex(false)
        let task = try BoardTask(ports: PortSearch(connection, console: console)) { board throws(UpgradeError) in
            try await board.accept(within: limit) { status in
                wasAccepted.withLock { $0 = status.runningSlot?.state == .valid }
            }
        }
        let outcome = await task.run(in: context)
        let verb = wasAccepted.withLock(\.self) ? "Unchanged, accepted already" : "Accepted"
        try console.show(output.json ? .json(outcome.json("accepted")) : .people(outcome.verdict(verb)))
        console.tell(outcome.error, outcome.exitStatus)
        return outcome.exitStatus
    }
}
