import ArgumentParser
import Inventory
import Reports
import TerminalUI

/// Checks an inventory.
struct InventoryCheckCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Report all mistakes in an inventory, and which of its boards are present.",
        discussion: """
            Opens no port. Exits with 2 if the file has a mistake. A board that is absent, or whose port is held, is \
            only a note.
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
