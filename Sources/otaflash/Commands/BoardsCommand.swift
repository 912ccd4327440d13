import ArgumentParser
import BoardProfiles
import Reports
import TerminalUI

/// Lists the known boards.
struct BoardsCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "boards",
        abstract: "List the known boards, show one in full, or print udev rules.",
        discussion: """
            Profiles in /etc/otaflash/boards and in ~/.config/otaflash/boards override the built-in ones, and those of \
            --boards-path override all others. Boards/README.md explains how to write one.
            """
    )

    @Argument(help: "The board to show in full.")
    var name: String?

    @Flag(help: "Print udev rules, as in udev/70-otaflash.rules.")
    var udevRules = false

    @OptionGroup(title: "Profiles")
    var profiles: ProfileOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    mutating func validate() throws {
        guard !udevRules || (name == nil && !output.json) else {
            throw ValidationError("--udev-rules is for all boards: it cannot be combined with a board or --json.")
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
