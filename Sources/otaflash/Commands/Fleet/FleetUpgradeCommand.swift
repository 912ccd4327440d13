import ArgumentParser
import Reports

/// Upgrades many boards at once.
struct FleetUpgradeCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Upgrade boards to the firmware in a file, and prove that each runs it.",
        discussion: """
            A board that hangs, is pulled out or fails does not block the others. --check replaces the checks of the \
            inventory; the inventory's power hook for a board replaces --power-hook, and its chip is checked.
            """
    )

    @Argument(help: "The application image, a .bin file.", completion: .file(extensions: ["bin"]))
    var image: String

    @OptionGroup(title: "Boards")
    var selection: FleetSelectionOptions

    @OptionGroup(title: "Order")
    var order: FleetOrderOptions

    @OptionGroup(title: "Connection")
    var connection: FleetConnectionOptions

    @OptionGroup
    var settings: UpgradeSettings

    func run(in context: RunContext) async throws -> ExitStatus {
        try await FleetJob(
            image: image,
            selection: selection,
            order: order,
            connection: connection,
            settings: settings,
            context: context
        ).run()
    }
}
