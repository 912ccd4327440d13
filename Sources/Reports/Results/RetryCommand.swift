import Inventory

/// The command line that repeats a run, for many boards or only some of them, ready to paste into a shell.
///
/// Options from the environment are part of the line, so that it means the same in another shell. Options that write
/// files are dropped: a report must not be replaced by one of fewer boards.
package struct RetryCommand: Sendable, Hashable {
    /// Options that choose among the boards: the line names its boards itself.
    static let choosing: Set = ["board", "tag", "canary", "quarantine-verify"]
    /// Options that name an output file of the run, or affect one.
    package static let output: Set = ["junit", "metrics", "artifacts", "events", "trace", "trace-redact"]
    /// Those of both sets that take no value.
    private static let flags: Set = ["quarantine-verify", "trace-redact"]

    /// The command line with what the environment adds to it.
    package let arguments: [String]
    /// The variables of the process.
    package let environment: [String: String]

    package init(_ arguments: [String], environment: [String: String] = [:]) {
        self.arguments = arguments
        self.environment = environment
    }

    /// The line to type into a shell.
    /// - Parameters:
    ///   - boards: the names of the boards; empty for a command that works on one board.
    ///   - flags: flags to add, such as `--allow-downgrade`.
    package func line(boards: [String] = [], adding flags: [String] = []) -> String {
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

    /// Assignments that keep the shell's own variables from adding the dropped options again.
    private var emptied: [String] {
        Self.choosing.union(Self.output).subtracting(["board"]).map(EnvironmentVariable.name(ofOption:)).sorted()
            .filter { environment[$0]?.isEmpty == false }.map { "\($0)=" }
    }

    private static func isDropped(_ option: Substring) -> Bool {
        let name = String(option.dropFirst(2))
        return option.hasPrefix("--") && (choosing.contains(name) || output.contains(name))
    }
}
