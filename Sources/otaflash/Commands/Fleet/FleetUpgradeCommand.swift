import ArgumentParser

/// The main job on many boards at once.
struct FleetUpgradeCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Upgrade boards to the firmware in a file, and prove that each runs it.",
        discussion: """
            Boards that hang, are pulled out or fail delay nobody. What the inventory says of a board's check and power hook \
            holds where the command line says nothing else, and its chip is checked.
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
        try await FleetJob(command: self, context: context).run()
    }
}
