import Reports

/// Options from the environment: `OTAFLASH_CONNECT_TIMEOUT=30` is `--connect-timeout 30`.
///
/// The command line takes precedence. An empty variable is ignored.
struct EnvironmentArguments: Sendable {
    /// Groups of options: one of a group on the command line overrides the others in the environment.
    private static let alternatives: [Set<String>] = [
        ["check", "check-file"], ["quiet", "verbose"], ["json", "events"], ["json", "udev-rules"], ["device", "hub"],
        ["device", "hub-port"], ["port", "device"],
    ]

    private let variables: [String: String]

    init(_ environment: [String: String]) {
        variables = environment.filter { $0.key.hasPrefix(EnvironmentVariable.prefix) && !$0.value.isEmpty }
    }

    /// Whether the environment sets no variable of the tool.
    var isEmpty: Bool { variables.isEmpty }

    /// The command line with the options that the environment adds.
    /// - Parameters:
    ///   - arguments: the command line, the words that call the command first.
    ///   - command: the options that the command has.
    ///   - check: throws if a command line is invalid.
    /// - Throws: `EnvironmentError`, which names the variable.
    func completing(
        _ arguments: [String],
        of command: CommandSynopsis,
        check: ([String]) throws -> Void
    ) throws -> [String] {
        let written = arguments.prefix { $0 != "--" }
        let given = command.options.filter { option in written.contains { option.isGiven(by: $0) } }
        let void = Self.alternatives.filter { group in given.contains { group.contains($0.name) } }
        var result = arguments
        for option in command.options
        where !given.contains(option) && !void.contains(where: { $0.contains(option.name) }) {
            guard let value = variables[option.variable] else { continue }
            let added = try Self.arguments(option, value)
            guard !added.isEmpty else { continue }
            let words = command.path.count
            let candidate = result.prefix(words) + added + result.dropFirst(words)
            do {
                try check(Array(candidate))
            } catch {
                throw EnvironmentError(variable: option.variable, cause: error)
            }
            result = Array(candidate)
        }
        return result
    }

    /// The variables that match no option of any command.
    func unknown(to commands: [CommandSynopsis]) -> [String] {
        let known = Set(commands.flatMap { $0.options.map(\.variable) })
        return variables.keys.filter { !known.contains($0) }.sorted()
    }

    private static func arguments(_ option: CommandSynopsis.Option, _ value: String) throws(EnvironmentError)
        -> [String]
    {
        guard option.isFlag else { return ["--\(option.name)=\(value)"] }
        switch value.lowercased() {
        case "1", "true", "yes", "on": return ["--\(option.name)"]
        case "0", "false", "no", "off": return []
        default: throw EnvironmentError(variable: option.variable, cause: NoFlagValue(value: value))
        }
    }
}

/// An environment variable with an invalid value.
struct EnvironmentError: Error {
    var variable: String
    var cause: any Error
}

/// A flag's variable whose value is neither yes nor no.
struct NoFlagValue: Error, CustomStringConvertible {
    var value: String

    var description: String {
        "“\(value)” is neither 1 (also true, yes, on) nor 0 (also false, no, off)."
    }
}
