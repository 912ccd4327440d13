import ArgumentParser
import Bench

/// Whether an inventory is right.
struct InventoryCheckCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell all that is wrong with an inventory, and which of its boards are there.",
        discussion: """
            Opens no port. Ends with 2 where the file has to be corrected; that a board is not there, or its port is held, is a \
            note.
            """
    )

    @OptionGroup(title: "Inventory")
    var inventory: InventoryOptions

    @OptionGroup(title: "Profiles")
    var profiles: ProfileOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let file = try inventory.requiredFile()
        let console = output.console(context.environment)
        guard let catalog = profiles.catalog(context.environment, console) else { return .usage }
        let report = InventoryReport(file: file) { bytes in
            InventoryCheck(bytes, profiles: catalog, host: .current(context.environment))
        }
        try console.show(output.json ? .json(report.json) : .people(report.lines))
        return report.exitStatus
    }
}
