import ArgumentParser

/// Checks, extends and exports the inventory of a bench.
struct InventoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inventory",
        abstract: "Check or extend the inventory of a bench, or export it for labgrid, twister and Jumpstarter.",
        discussion: "Documentation/Inventory.md shows the file and explains its keys.",
        subcommands: [InventoryCheckCommand.self, InventoryDiscoverCommand.self, InventoryExportCommand.self]
    )
}
