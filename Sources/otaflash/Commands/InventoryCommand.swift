import ArgumentParser

/// The inventory of a bench: is it right, what does it lack, and what is it for others.
struct InventoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inventory",
        abstract: "Check the inventory of a bench, fill it, or write it for labgrid, twister and Jumpstarter.",
        discussion: "Documentation/Inventory.md shows the file and tells its keys.",
        subcommands: [InventoryCheckCommand.self, InventoryDiscoverCommand.self, InventoryExportCommand.self]
    )
}
