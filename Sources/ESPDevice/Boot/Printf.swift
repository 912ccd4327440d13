/// The `printf` conversions of C that the board's texts use.
enum Printf {
    /// `%x`, or `%08x` with a width.
    static func x(_ value: some BinaryInteger, width: Int = 0) -> String {
        pad(String(value, radix: 16), to: width, with: "0")
    }

    /// `%d`, or `%6d` with a width.
    static func d(_ value: some BinaryInteger, width: Int = 0) -> String {
        pad(String(value), to: width, with: " ")
    }

    /// `%-16s`.
    static func s(_ text: String, leftIn width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }

    private static func pad(_ text: String, to width: Int, with filler: String) -> String {
        String(repeating: filler, count: max(0, width - text.utf8.count)) + text
    }
}
