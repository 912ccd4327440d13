import Bench

/// The command line of a run over many boards, for some of them only.
struct RetryCommand: Sendable, Hashable {
    /// Options that choose among the boards, and whether they take a value.
    private static let choosing = [
        "--board": true, "--tag": true, "--canary": true, "--quarantine-verify": false,
    ]

    let arguments: [String]

    init(_ arguments: [String]) {
        self.arguments = arguments
    }

    /// The line as one types it into a shell.
    func line(boards: [String]) -> String {
        var kept: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let name = String(argument.prefix { $0 != "=" })
            guard let takesValue = Self.choosing[name] else {
                kept.append(argument)
                continue
            }
            if takesValue, name == argument { rest = rest.dropFirst() }
        }
        // Before arguments that may follow a `--`.
        kept.insert("--board=\(boards.joined(separator: ","))", at: min(2, kept.count))
        return (["otaflash"] + kept).map(\.quotedForShell).joined(separator: " ")
    }
}
