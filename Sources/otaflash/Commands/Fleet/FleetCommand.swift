import ArgumentParser

/// Works on many boards at once.
struct FleetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet",
        abstract: "Upgrade or query the boards of a bench, many at once.",
        discussion: """
            An inventory lists the boards and where they are; `otaflash inventory` helps to write one. If a board is \
            not in the requested state, exits with 40 and prints the command to retry only those boards.
            """,
        subcommands: [FleetUpgradeCommand.self, FleetPlanCommand.self, FleetInfoCommand.self]
    )
}
