import ArgumentParser
import Bench
import OTAUpgrade

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

    @OptionGroup(title: "What may happen")
    var policy: PolicyOptions

    @OptionGroup(title: "Check of the new firmware")
    var check: CheckOptions

    @OptionGroup(title: "When it fails")
    var recovery: RecoveryOptions

    @OptionGroup(title: "Transfer")
    var transfer: TransferOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    @OptionGroup(title: "Events")
    var events: EventOptions

    @OptionGroup(title: "Results")
    var results: ResultOptions

    mutating func validate() throws {
        guard !output.json || !events.useStandardOutput else {
            throw ValidationError("--json and --events - both want standard output; give --events a file.")
        }
    }

    func run(in context: RunContext) async throws -> ExitStatus {
        try await FleetJob(command: self, context: context).run()
    }

    /// - Throws: `ValidationError` where the file of the check cannot be read.
    func options() throws -> UpgradeOptions {
        var options = UpgradeOptions()
        options.limits.connect = connection.connectTimeout.duration
        policy.apply(to: &options)
        transfer.apply(to: &options)
        try check.apply(to: &options)
        return options
    }
}
