/// Options that the environment gives: `OTAFLASH_CONNECT_TIMEOUT=30` is `--connect-timeout 30`.
///
/// What stands on the command line counts more. An empty variable is none.
struct EnvironmentArguments: Sendable {
    static let prefix = "OTAFLASH_"

    /// Options of which one on the command line makes the others in the environment void.
    private static let alternatives: [Set<String>] = [
        ["check", "check-file"], ["quiet", "verbose"], ["json", "events"], ["json", "udev-rules"], ["device", "hub"],
        ["device", "hub-port"], ["port", "device"],
    ]

    private let variables: [String: String]

    init(_ environment: [String: String]) {
        variables = environment.filter { $0.key.hasPrefix(Self.prefix) && !$0.value.isEmpty }
    }

    /// Whether the environment may give anything at all.
    var isEmpty: Bool { variables.isEmpty }

    /// The command line with what the environment adds to it.
    /// - Parameters:
    ///   - arguments: the command line, the words that call the command first.
    ///   - command: the options that the command has.
    ///   - check: throws what is wrong with a command line.
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

    /// The variables that stand for no option of any command.
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

/// A variable of the environment that cannot be understood.
struct EnvironmentError: Error {
    var variable: String
    var cause: any Error
}

/// A flag's variable that says neither yes nor no.
struct NoFlagValue: Error, CustomStringConvertible {
    var value: String

    var description: String {
        "“\(value)” is neither 1 (also true, yes, on) nor 0 (also false, no, off)."
    }
}
