import LuaREPL

extension String {
    /// The text without control characters but with its line ends.
    var printableLines: String {
        printable(keeping: "\n")
    }

    /// The text without control characters but with its line ends and tabs.
    var printableText: String {
        split(separator: "\t", omittingEmptySubsequences: false).map { String($0).printableLines }
            .joined(separator: "\t")
    }

    private func printable(keeping separator: Character) -> String {
        split(separator: separator, omittingEmptySubsequences: false).map { String($0).printable }
            .joined(separator: String(separator))
    }
}
