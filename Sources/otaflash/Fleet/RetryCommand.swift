import Bench

/// The command line of a run, of many boards for some of them only, ready to be pasted into a shell.
///
/// What the environment has given stands in the line, so that it means the same in another shell. What the first run wrote is
/// not written again: a report must not be replaced by one of fewer boards.
struct RetryCommand: Sendable, Hashable {
    /// Options that choose among the boards: the line names its boards itself.
    static let choosing: Set = ["board", "tag", "canary", "quarantine-verify"]
    /// Options that name a file of the run, or are about one.
    static let output: Set = ["junit", "metrics", "artifacts", "events", "trace", "trace-redact"]
    /// Of both, those without a value.
    private static let flags: Set = ["quarantine-verify", "trace-redact"]

    /// The command line with what the environment adds to it.
    let arguments: [String]
    /// The variables of the process.
    let environment: [String: String]

    init(_ arguments: [String], environment: [String: String] = [:]) {
        self.arguments = arguments
        self.environment = environment
    }

    /// The line as one types it into a shell.
    /// - Parameters:
    ///   - boards: the names of the boards; empty for a command that works on one board.
    ///   - flags: what else they need, such as `--allow-downgrade`.
    func line(boards: [String] = [], adding flags: [String] = []) -> String {
        var words = kept
        let names = boards.isEmpty ? [] : ["--board=\(boards.joined(separator: ","))"]
        // Before arguments that may follow a `--`.
        let place = min(words.first == "fleet" ? 2 : 1, words.count)
        words.insert(contentsOf: names + flags.filter { !words.contains($0) }, at: place)
        return (emptied + (["otaflash"] + words).map(\.quotedForShell)).joined(separator: " ")
    }

    private var kept: [String] {
        var kept: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" { return kept + [argument] + rest }
            let option = argument.prefix { $0 != "=" }
            guard Self.isDropped(option) else {
                kept.append(argument)
                continue
            }
            if option == argument, !Self.flags.contains(String(option.dropFirst(2))) { rest = rest.dropFirst() }
        }
        return kept
    }

    /// What keeps the shell's own variables from giving again what was left out.
    private var emptied: [String] {
        Self.choosing.union(Self.output).subtracting(["board"]).map(CommandSynopsis.variable(of:)).sorted()
            .filter { environment[$0]?.isEmpty == false }.map { "\($0)=" }
    }

    private static func isDropped(_ option: Substring) -> Bool {
        let name = String(option.dropFirst(2))
        return option.hasPrefix("--") && (choosing.contains(name) || output.contains(name))
    }
}
