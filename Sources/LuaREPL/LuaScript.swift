/// A Lua file for the board, as the lines that go to its prompt.
///
/// Each line of the file is one complete statement, since a statement that spans lines needs `>> ` prompts and
/// is limited to 4,096 bytes on Lua 5.1 builds. Empty lines and comment lines are not sent.
package struct LuaScript: Sendable, Hashable {
    /// The lines to send, in order, without newlines; each at most `REPLLine.capacity` bytes long.
    package let lines: [[UInt8]]

    /// Takes lines unchanged.
    package init(lines: [[UInt8]]) {
        self.lines = lines
    }

    /// Takes the lines of a file.
    package init(source: [UInt8]) {
        lines = source.split(separator: UInt8(ascii: "\n")).map(Array.init).filter {
            !$0.isEmpty && !$0.starts(with: "--".utf8)
        }
    }
}
