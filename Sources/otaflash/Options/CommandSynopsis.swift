import ArgumentParser
import FoundationEssentials
import Reports

/// Which options a command has, according to ArgumentParser.
struct CommandSynopsis: Sendable, Hashable {
    /// An option or a flag.
    struct Option: Sendable, Hashable {
        /// The long name without dashes, `connect-timeout`.
        var name: String
        /// Its spellings, `-p` and `--port`.
        var spellings: [String]
        /// Whether it takes no value.
        var isFlag: Bool

        /// Its environment variable, `OTAFLASH_CONNECT_TIMEOUT`.
        var variable: String { EnvironmentVariable.name(ofOption: name) }

        /// Whether an argument sets this option.
        func isGiven(by argument: String) -> Bool {
            spellings.contains { argument == $0 || argument.hasPrefix($0 + "=") }
        }
    }

    /// The words that call it: `info`, or those of a group and its subcommand.
    var path: [String]
    var options: [Option]

    /// The words as the user types them.
    var name: String { path.joined(separator: " ") }
}

extension CommandSynopsis {
    /// The commands below a root command; a group stands for its subcommands, since alone it does nothing.
    static func subcommands(of root: (some ParsableCommand).Type) -> [CommandSynopsis] {
        let description = try? JSONDecoder().decode(Tool.self, from: Data(root._dumpHelp().utf8))
        return description.map { commands(below: $0.command, path: []) } ?? []
    }

    private static func commands(below group: Command, path: [String]) -> [CommandSynopsis] {
        (group.subcommands ?? []).flatMap { command in
            let path = path + [command.commandName]
            guard command.subcommands?.isEmpty ?? true else { return commands(below: command, path: path) }
            return [CommandSynopsis(path: path, options: (command.arguments ?? []).compactMap(Option.init))]
        }
    }

    /// Whether a command line calls this command.
    func isCalled(by arguments: [String]) -> Bool {
        arguments.starts(with: path)
    }

    /// The part of ArgumentParserToolInfo's format that is needed here.
    private struct Tool: Decodable {
        var command: Command
    }

    fileprivate struct Command: Decodable {
        var commandName: String
        var subcommands: [Command]?
        var arguments: [Argument]?
    }

    fileprivate struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String
        }

        var kind: String
        var names: [Name]?
    }
}

extension CommandSynopsis.Option {
    fileprivate init?(_ argument: CommandSynopsis.Argument) {
        guard argument.kind != "positional", let names = argument.names,
            let long = names.first(where: { $0.kind == "long" })?.name, long != "help", long != "version"
        else { return nil }
        name = long
        spellings = names.map { ($0.kind == "long" ? "--" : "-") + $0.name }
        isFlag = argument.kind == "flag"
    }
}
