import ArgumentParser
import Reports
import TerminalUI

/// Identifies a firmware file.
struct ImageCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "image",
        abstract: "Show what a firmware file is, whether it can be installed, and if not, why.",
        discussion: "Exits with 0 if it is a complete application image, with 20 if it is something else or damaged."
    )

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run(in context: RunContext) async throws -> ExitStatus {
        let report = ImageReport(file: file)
        let console = output.console(context.environment)
        try console.show(output.json ? .json(report.json) : .people(report.lines))
        console.tell(report.refusal, report.exitStatus)
        return report.exitStatus
    }
}
