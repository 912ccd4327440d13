import ArgumentParser

/// What a firmware file is.
struct ImageCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "image",
        abstract: "Say what a firmware file is, whether a slot would take it, and if not, why.",
        discussion: "Ends with 0 where it is a whole application image, with 20 where it is something else or damaged."
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
