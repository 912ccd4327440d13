/// Finds text that TOMLKit's parser cannot handle, before the parser gets it.
///
/// toml++, as bundled with TOMLKit 0.6.0, asserts that a key follows the brackets of a table (`parse_key`), that digits
/// follow the `T` or space after a date, or after what it takes for one (`parse_time`, `parse_value`), and that no brace is
/// closed where a list continues (`parse_value`); and it treats a NUL as the end of the text. A failed assertion aborts the
/// program because of a typo. The guard refuses more than necessary: strings may look like these cases, too.
package struct TOMLGuard: Sendable, Hashable {
    /// The line, counted from 1.
    package var line: Int
    /// What is wrong, without a full stop.
    package var message: String

    /// Looks for the first problem; `nil` if there is none.
    package init?(_ text: String) {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, bytes) in lines.enumerated() {
            guard let message = Self.fault(of: Array(bytes)) else { continue }
            self.init(line: index + 1, message: message)
            return
        }
        return nil
    }

    private init(line: Int, message: String) {
        self.line = line
        self.message = message
    }

    private static func fault(of line: [UInt8]) -> String? {
        if line.contains(0) { return "there is a NUL character" }
        // The parser removes underscores before it looks for a date.
        if hasDateWithoutTime(line.filter { $0 != UInt8(ascii: "_") }) {
            return "a date is followed by a space or T but no time"
        }
        if hasBraceWithoutTable(line) { return "a } does not close a table" }
        // The parser may accept other line endings.
        let starts = line.split { $0 == 0x0D || $0 == 0x0B || $0 == 0x0C || $0 >= 0x80 }
        return starts.allSatisfy(isTableNamed) ? nil : "the name of a table is missing after its brackets"
    }

    /// Whether a line that starts with a bracket continues with a name.
    private static func isTableNamed(_ line: ArraySlice<UInt8>) -> Bool {
        var rest = line.drop { $0 <= 0x20 }
        guard rest.first == UInt8(ascii: "[") else { return true }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "[") { rest = rest.dropFirst() }
        guard let next = rest.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return false }
        return isDigit(next) || isLetter(next) || "_-\"'".utf8.contains(next)
    }

    /// Whether characters that the parser takes for a date are followed by a space or `T` but no hour.
    private static func hasDateWithoutTime(_ line: [UInt8]) -> Bool {
        let signs = Array(String(decoding: line, as: UTF8.self).unicodeScalars)
        return signs.indices.dropLast(10).contains { start in
            guard "Tt ".unicodeScalars.contains(signs[start + 10]), signs[start + 4] == "-", signs[start + 7] == "-",
                isDigit(signs[start])
            else { return false }
            let hour = signs.dropFirst(start + 11).prefix(2)
            return !(hour.count == 2 && hour.allSatisfy(isDigit))
        }
    }

    private static func isDigit(_ sign: Unicode.Scalar) -> Bool { ("0"..."9").contains(sign) }

    /// Whether a brace is closed at the start of a line, or directly after a `[` or `,` of a list.
    private static func hasBraceWithoutTable(_ line: [UInt8]) -> Bool {
        line.indices.contains { index in
            guard line[index] == UInt8(ascii: "}") else { return false }
            guard let before = line[..<index].last(where: { $0 > 0x20 && $0 < 0x7F }) else { return true }
            return "[,".utf8.contains(before)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
