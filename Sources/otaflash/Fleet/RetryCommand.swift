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
        return (["otaflash"] + kept + ["--board", boards.joined(separator: ",")]).map(Self.quoted).joined(
            separator: " "
        )
    }

    /// A word as a shell takes it back.
    static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-_./:=,+@%".utf8.contains(byte)
            }
        }
        guard !plain || word.isEmpty else { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
