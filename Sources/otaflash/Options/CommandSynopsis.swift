import ArgumentParser
import FoundationEssentials

/// Which options a command has, as ArgumentParser tells it.
struct CommandSynopsis: Sendable, Hashable {
    /// An option or a flag.
    struct Option: Sendable, Hashable {
        /// The long name without dashes, `connect-timeout`.
        var name: String
        /// How it may be written, `-p` and `--port`.
        var spellings: [String]
        /// Whether it takes no value.
        var isFlag: Bool

        /// The variable of the environment that stands for it, `OTAFLASH_CONNECT_TIMEOUT`.
        var variable: String {
            EnvironmentArguments.prefix + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
        }

        /// Whether an argument gives this option.
        func isGiven(by argument: String) -> Bool {
            spellings.contains { argument == $0 || argument.hasPrefix($0 + "=") }
        }
    }

    var name: String
    var options: [Option]
}

extension CommandSynopsis {
    /// The commands below a root command.
    static func subcommands(of root: (some ParsableCommand).Type) -> [CommandSynopsis] {
        let description = try? JSONDecoder().decode(Tool.self, from: Data(root._dumpHelp().utf8))
        return (description?.command.subcommands ?? []).map { command in
            CommandSynopsis(
                name: command.commandName,
                options: (command.arguments ?? []).compactMap(Option.init)
            )
        }
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
