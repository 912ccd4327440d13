import ArgumentParser
import BoardProfiles

/// The boards that are known.
struct BoardsCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "boards",
        abstract: "List the boards that are known, say all that is known of one, or print rules for udev.",
        discussion: """
            Profiles in /etc/otaflash/boards and in ~/.config/otaflash/boards come over those of the program, and those of \
            --boards-path over all; Boards/README.md says how to write one.
            """
    )

    @Argument(help: "The board of which all is told.")
    var name: String?

    @Flag(help: "Print rules for udev, as udev/70-otaflash.rules has them.")
    var udevRules = false

    @OptionGroup(title: "Profiles")
    var profiles: ProfileOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    mutating func validate() throws {
        guard !udevRules || (name == nil && !output.json) else {
            throw ValidationError("--udev-rules prints rules for all boards, and no JSON.")
        }
    }

    func run(in context: RunContext) async throws -> ExitStatus {
        let console = output.console(context.environment)
        let report = BoardsReport(board: name) { () throws(BoardProfileError) in
            try profiles.catalog(context.environment)
        }
        if udevRules, report.error == nil {
            try console.standardOutput.write(UdevRules(report.boards).text)
        } else {
            try console.show(output.json ? .json(report.json) : .people(report.lines))
        }
        console.tell(report.error, report.exitStatus)
        return report.exitStatus
    }
}
