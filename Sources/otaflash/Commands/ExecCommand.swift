import ArgumentParser
import LuaREPL
import OTAUpgrade
import Reports
import TerminalUI

/// Runs Lua on a board.
struct ExecCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run Lua on a board, and print what it prints and returns.",
        discussion: """
            Prints the values on one line, separated by tabs. If Lua raises an error, prints it to standard error and \
            exits with 3.
            """
    )

    @Argument(help: "An expression, or a chunk of any length; - reads it from standard input.")
    var lua: String

    @OptionGroup(title: "Connection")
    var connection: ConnectionOptions

    @Option(help: ArgumentHelp("How long the Lua may run.", valueName: "seconds"))
    var timeout = Seconds(30)

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        let (chunk, timeout, limit) = (try chunk(), timeout.duration, connection.connectTimeout.duration)
        let task = try BoardTask(ports: PortSearch(connection, console: console), isConfidential: true) {
            board throws(UpgradeError) in
            try await board.execute(chunk, timeout: timeout, within: limit)
        }
        var outcome = await task.run(in: context)
        if outcome.value?.error != nil { outcome.exitStatus = .luaError }
        try console.show(output.json ? .json(outcome.json) : .people { _, _ in outcome.value?.lines ?? [] })
        if let message = outcome.value?.error { console.tell(["Error: \(message.printableText)"]) }
        console.tell(outcome.error, outcome.exitStatus)
        return outcome.exitStatus
    }

    /// - Throws: `ValidationError` if standard input cannot be read.
    private func chunk() throws -> [UInt8] {
        guard lua == "-" else { return Array(lua.utf8) }
        do {
            return try InputFile(lua).readLua()
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
