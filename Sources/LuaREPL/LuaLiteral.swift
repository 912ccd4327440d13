/// Bytes as a quoted Lua string that survives the console's line editor.
///
/// Six values cannot be raw between the quotes: backspace and delete edit the line, CR and LF end it, the quote and
/// the backslash belong to the syntax. Every other byte passes unchanged on both Lua versions (measured against the
/// firmware's own line editor, `nodemcu-firmware dev-esp32 linput.c`). NodeMCU on IDF 3 also ends a line for Lua at a
/// NUL (`dev-esp32-idf3-final lua.c`), so NUL can also be escaped.
package struct LuaLiteral: Sendable, Hashable {
    /// Whether a NUL is written as `\000` instead of raw.
    package var escapesNUL: Bool
    /// Whether FF is written as `\255` instead of raw.
    package var escapesFF: Bool

    /// Makes an encoder; the IDF 3 line needs `escapesNUL`, a server that speaks telnet needs `escapesFF`.
    package init(escapesNUL: Bool = false, escapesFF: Bool = false) {
        self.escapesNUL = escapesNUL
        self.escapesFF = escapesFF
    }

    /// The literal with its quotes.
    package func quoted(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var literal: [UInt8] = [UInt8(ascii: "\"")]
        for byte in bytes { append(byte, to: &literal) }
        literal.append(UInt8(ascii: "\""))
        return literal
    }

    /// The literal of a text's UTF-8 bytes, with its quotes.
    package func quoted(_ text: String) -> String {
        String(decoding: quoted(text.utf8), as: UTF8.self)
    }

    /// How many bytes of the line a byte takes.
    package func width(of byte: UInt8) -> Int {
        switch byte {
        case 0x08, 0x0A, 0x0D, 0x22, 0x5C: 2
        case 0x7F: 4
        case 0x00: escapesNUL ? 4 : 1
        case 0xFF: escapesFF ? 4 : 1
        default: 1
        }
    }

    /// Appends a byte in its literal form.
    package func append(_ byte: UInt8, to line: inout [UInt8]) {
        switch byte {
        case 0x08: line += [0x5C, UInt8(ascii: "b")]
        case 0x0A: line += [0x5C, UInt8(ascii: "n")]
        case 0x0D: line += [0x5C, UInt8(ascii: "r")]
        case 0x22, 0x5C: line += [0x5C, byte]
        case 0x7F: line += Array(#"\127"#.utf8)
        case 0x00 where escapesNUL: line += Array(#"\000"#.utf8)
        case 0xFF where escapesFF: line += Array(#"\255"#.utf8)
        default: line.append(byte)
        }
    }

    /// How many of the first `bytes` have a literal form that fits into `budget` bytes of line, quotes not counted.
    package func prefixLength(of bytes: ArraySlice<UInt8>, fitting budget: Int) -> Int {
        var left = budget
        var count = 0
        for byte in bytes {
            left -= width(of: byte)
            if left < 0 { break }
            count += 1
        }
        return count
    }
}
