import ArgumentParser
import BoardProfiles
import FoundationEssentials
import Glibc
import LuaREPL
import Reports
import StrictTOML
import TerminalUI
import TransportPosix

/// The tool: finds the command, runs it, and ends with its status.
@main
struct Otaflash: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "otaflash",
        abstract: "Upgrade ESP32 boards that run NodeMCU over their serial Lua console, and prove the result.",
        discussion: """
            Every option can also be set in the environment: --connect-timeout 30 is OTAFLASH_CONNECT_TIMEOUT=30, a \
            flag such as --json is OTAFLASH_JSON=1. The command line takes precedence.

            Results go to standard output, progress and messages to standard error.
            """,
        version: ToolVersion.text,
        subcommands: [
            UpgradeCommand.self, InfoCommand.self, AcceptCommand.self, RollbackCommand.self, ImageCommand.self,
            ExecCommand.self, LinkTestCommand.self, PortsCommand.self, DoctorCommand.self, BoardsCommand.self,
            PowerCommand.self, ResetCommand.self, FleetCommand.self, InventoryCommand.self, SchemaCommand.self,
        ]
    )

    static func main() {
        StandardStreams.occupy()
        let signals = SignalWatch()
        signals.run {
            await run(
                in: RunContext(
                    arguments: Array(CommandLine.arguments.dropFirst()),
                    environment: ProcessInfo.processInfo.environment,
                    signals: signals
                )
            )
        }
    }

    private static func run(in context: RunContext) async -> ExitStatus {
        var context = context
        do {
            context.completed = try completed(context.arguments, environment: context.environment, note: note)
            var command = try parseAsRoot(context.completed)
            if let command = command as? any ToolCommand { return try await command.run(in: context) }
            try command.run()
            return .ok
        } catch let error as OutputError {
            if !error.isClosedPipe {
                note("Error: The result could not be written: \(String(cString: strerror(error.errno))).")
            }
            return .internal
        } catch {
            return report(error, of: context.arguments)
        }
    }

    /// A command line with the options that the environment adds.
    /// - Parameter note: receives notes for the user that are not errors.
    static func completed(
        _ arguments: [String],
        environment: [String: String],
        note: (String) -> Void = { _ in }
    ) throws -> [String] {
        let additions = EnvironmentArguments(environment)
        guard !additions.isEmpty, try parseAsRoot(arguments) is any ToolCommand else { return arguments }
        let synopses = CommandSynopsis.subcommands(of: Self.self)
        guard let synopsis = synopses.first(where: { $0.isCalled(by: arguments) }) else { return arguments }
        for variable in additions.unknown(to: synopses) {
            note("Note: \(variable) matches no option and is ignored.")
        }
        return try additions.completing(arguments, of: synopsis) { _ = try parseAsRoot($0) }
    }

    /// Prints ArgumentParser's text, help and version to standard output, and returns its status.
    private static func report(_ error: any Error, of arguments: [String]) -> ExitStatus {
        let status = status(for: error)
        let text = (status == .usage ? correction(of: arguments).map { "Error: \($0)" } : nil) ?? message(for: error)
        guard !text.isEmpty else { return status }
        if status == .ok {
            do throws(OutputError) { try TextStream.standardOutput.write(text + "\n") } catch { return .internal }
        } else {
            let lines = TextStream.standardError.columns.map { Paragraph.lines(text, width: $0) }
            note(lines?.joined(separator: "\n") ?? text)
        }
        return status
    }

    /// What is wrong with the name of the command, and which similar ones there are; `nil` if it is a name.
    static func correction(of arguments: [String]) -> String? {
        let paths = CommandSynopsis.subcommands(of: Self.self).map(\.path)
        for (index, argument) in arguments.prefix(2).enumerated() {
            let names = Set(paths.filter { $0.starts(with: arguments[..<index]) && $0.count > index }.map { $0[index] })
            guard !names.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return nil }
            guard !names.contains(argument) else { continue }
            let near = SimilarNames.nearest(to: argument, in: names.sorted(), limit: 2)
            let advice =
                near.isEmpty
                ? "The commands are \(names.sorted().joined(separator: ", "))."
                : "Did you mean \(near.joined(separator: " or "))?"
            return "There is no command “\(argument.printable)”. \(advice)"
        }
        return nil
    }

    static func status(for error: any Error) -> ExitStatus {
        if error is EnvironmentError { return .usage }
        switch exitCode(for: error) {
        case .success: return .ok
        case .validationFailure: return .usage
        case let code: return code == .failure ? .internal : ExitStatus(rawValue: code.rawValue)
        }
    }

    static func message(for error: any Error) -> String {
        guard let error = error as? EnvironmentError else { return fullMessage(for: error) }
        let cause = (error.cause as? NoFlagValue)?.description ?? Self.message(for: error.cause, of: Self.self)
        return "Error: The variable \(error.variable) is invalid: \(cause)"
    }

    private static func message(for error: any Error, of root: (some ParsableArguments).Type) -> String {
        root.message(for: error)
    }

    private static func note(_ text: String) {
        try? TextStream.standardError.write(text + "\n")
    }
}
