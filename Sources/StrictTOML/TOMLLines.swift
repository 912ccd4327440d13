/// The line numbers of a TOML file's keys, and of the tables of one of its lists.
package struct TOMLLines: Sendable {
    private let lines: [Substring]
    private let starts: [Int]

    /// - Parameter list: the name of the list, whose tables are written as `[[list]]`.
    package init(_ text: String, list: String) {
        lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        starts = lines.indices.filter { [lines] in lines[$0].withoutBlanks.hasPrefix("[[\(list)]]") }
    }

    /// The line of a key of a table, or of the table if it lacks the key; `nil` if the tables are not written as
    /// `[[list]]`.
    /// - Parameters:
    ///   - table: the index of the table, from 0.
    ///   - count: the number of tables; `nil` accepts any.
    package func line(of key: String?, table: Int, of count: Int? = nil) -> Int? {
        guard count == nil || starts.count == count, starts.indices.contains(table) else { return nil }
        let start = starts[table]
        guard let key else { return start + 1 }
        let end = starts.indices.contains(table + 1) ? starts[table + 1] : lines.endIndex
        let line = lines[start..<end].indices.first { hasKey(key, on: lines[$0].withoutBlanks) }
        return (line ?? start) + 1
    }

    /// The line of a NUL that is written as an escape; `nil` without one.
    ///
    /// TOMLKit would silently cut the string off there. A lookalike in a literal string counts too.
    package var escapedNUL: Int? {
        lines.indices.first { Self.hasEscapedNUL(lines[$0]) }.map { $0 + 1 }
    }

    private static func hasEscapedNUL(_ line: Substring) -> Bool {
        var rest = line[...]
        while let sign = rest.firstIndex(of: "\\") {
            let escape = rest[rest.index(after: sign)...]
            if escape.hasPrefix("u0000") || escape.hasPrefix("U00000000") { return true }
            // An escaped character does not start another escape.
            rest = escape.dropFirst()
        }
        return false
    }

    /// The line of a top-level key; `nil` if it is not found.
    package func line(of key: String) -> Int? {
        let texts = lines.map(\.withoutBlanks)
        // After the head of a table, a key belongs to that table.
        let line =
            texts.prefix { !$0.hasPrefix("[") }.firstIndex { hasKey(key, on: $0) }
            ?? texts.firstIndex { $0.hasPrefix("[\(key)]") || $0.hasPrefix("[[\(key)]]") }
        return line.map { $0 + 1 }
    }

    private func hasKey(_ key: String, on line: String) -> Bool {
        [key, "\"\(key)\"", "'\(key)'"].contains { line.hasPrefix($0 + "=") || line.hasPrefix($0 + ".") }
    }
}

extension Substring {
    fileprivate var withoutBlanks: String { String(filter { $0 != " " && $0 != "\t" }) }
}
