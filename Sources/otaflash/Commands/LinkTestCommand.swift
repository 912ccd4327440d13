import ArgumentParser
import OTAUpgrade
import Reports
import TerminalUI

/// Measures the connection to a board.
struct LinkTestCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "link-test",
        abstract: "Measure the throughput of a connection, and recommend transfer settings.",
        discussion: """
            Sends generated data with each method that the board's console supports, at each line rate that works, to \
            a receiver that writes nothing. The time to write the flash shows only in an upgrade, which adapts to it.
            """
    )

    @OptionGroup(title: "Connection")
    var connection: ConnectionOptions

    @Option(help: ArgumentHelp("How much each trial sends.", valueName: "bytes"))
    var size = 8192

    @Flag(help: "Test only the port's line rate.")
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
        let outcome = await task.run(in: context)
        try console.show(output.json ? .json(outcome.json) : .people { _, paint in outcome.value?.lines(paint) ?? [] })
        console.tell(outcome.error, outcome.exitStatus)
        return outcome.exitStatus
    }
}
