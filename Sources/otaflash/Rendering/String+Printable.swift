import LuaREPL

extension String {
    /// The printable text with its line ends.
    var printableLines: String {
        printable(keeping: ["\n"])
    }

    /// The printable text with its line ends and tabs.
    var printableText: String {
        printable(keeping: ["\n", "\t"])
    }
}
