import ArgumentParser
import OTAUpgrade

/// What a connection to a board carries.
struct LinkTestCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "link-test",
        abstract: "Measure what a connection carries, and recommend how to send.",
        discussion: """
            Sends made bytes in each way that the board's console takes, at each line rate that it holds, to a receiver that \
            writes nothing. What writing the flash adds shows only in an upgrade, which adapts to it.
            """
    )

    @OptionGroup(title: "Connection")
    var connection: ConnectionOptions

    @Option(help: ArgumentHelp("How much each trial sends.", valueName: "bytes"))
    var size = 8192

    @Flag(help: "Stay at the port's line rate.")
    var oneRate = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    mutating func validate() throws {
        guard (256...1_048_576).contains(size) else {
            throw ValidationError("--size takes a number of bytes between 256 and 1048576, not \(size).")
        }
    }

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        var test = LinkTest()
        test.size = size
        if oneRate { test.bauds = [] }
        let task = try BoardTask(ports: PortSearch(connection, console: console)) { [test] board throws(UpgradeError) in
            try await test.run(board)
        }
        let outcome = await task.run(context.signals)
        try console.show(output.json ? .json(outcome.json) : .people { _, paint in outcome.value?.lines(paint) ?? [] })
        console.tell(outcome.error, outcome.exitStatus)
        return outcome.exitStatus
    }
}
