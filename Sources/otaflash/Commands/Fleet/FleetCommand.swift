import ArgumentParser

/// Many boards at once.
struct FleetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet",
        abstract: "Upgrade the boards of a bench at once, or ask them all.",
        discussion: """
            The boards and where they are stand in an inventory; `otaflash inventory` helps to write one. Ends with 40 where \
            a board is not as it was wanted, and prints the command for just those.
            """,
        subcommands: [FleetUpgradeCommand.self, FleetPlanCommand.self, FleetInfoCommand.self]
    )
}
