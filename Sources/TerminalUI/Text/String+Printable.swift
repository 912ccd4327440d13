import LuaREPL

extension String {
    /// The printable text with its line ends.
    package var printableLines: String {
        printable(keeping: ["\n"])
    }

    /// The printable text with its line ends and tabs.
    package var printableText: String {
        printable(keeping: ["\n", "\t"])
    }
}
