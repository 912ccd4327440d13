import ArgumentParser
import BoardProfiles
import Glibc
import Inventory
import LuaREPL
import Reports
import TerminalUI

/// Exports an inventory for other tools.
struct InventoryExportCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export an inventory for labgrid, twister or Jumpstarter.",
        discussion: "Reports on standard error what a format cannot express."
    )

    @OptionGroup(title: "Inventory")
    var inventory: InventoryOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("labgrid-exporter, labgrid-places, twister or jumpstarter.", valueName: "format")
    )
    var format: ExportFormat?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write. Defaults to standard output.", valueName: "file"),
        completion: .file()
    )
    var outputFile: String?

    @OptionGroup(title: "Profiles")
    var profiles: ProfileOptions

    @Option(help: "When to use colours; auto honours NO_COLOR.")
    var color = ColorChoice.auto

    @Flag(name: .shortAndLong, help: "Print only the result and errors.")
    var quiet = false

    func run(in context: RunContext) async throws -> ExitStatus {
        let file = try inventory.requiredFile()
        guard let format else {
            let names = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("Name the format with --format: \(names).")
        }
        let console = Console(
            talk: quiet ? .quiet : .usual,
            terminal: TerminalTraits(color: color, environment: context.environment)
        )
        guard let catalog = profiles.catalog(context.environment, console) else { return .usage }
        let export = InventoryExport(
            try PortSearch.inventory(file).boards,
            as: format,
            bench: file.benchName,
            by: "otaflash inventory export",
            on: .current(context.environment),
            profiles: catalog
        )
        try write(export.text, console)
        for note in export.notes { console.note("Note: \(note)".printable) }
        return .ok
    }

    private func write(_ text: String, _ console: Console) throws {
        guard let outputFile, outputFile != "-" else { return try console.standardOutput.write(text) }
        do throws(OutputError) {
            try AtomicFile(outputFile).write(Array(text.utf8))
        } catch {
            throw ValidationError(
                "--output: “\(outputFile)” cannot be written: \(String(cString: strerror(error.errno)))."
            )
        }
    }
}

extension ExportFormat: ExpressibleByArgument {}

extension String {
    /// The name of a bench, from its file name without folder and extension.
    fileprivate var benchName: String {
        let name = split(separator: "/").last.map(String.init) ?? ""
        let stem = name.split(separator: ".").first.map(String.init) ?? ""
        return stem.isEmpty || stem == "-" ? "bench" : stem
    }
}
