/// The line numbers of the boards of an inventory and their keys.
struct InventoryLines: Sendable {
    private let lines: [Substring]
    private let starts: [Int]

    init(_ text: String) {
        lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        starts = lines.indices.filter { [lines] in lines[$0].withoutBlanks.hasPrefix("[[board]]") }
    }

    /// The line of a key of a board, or of the board if it lacks the key; `nil` if the boards are not written as
    /// `[[board]]` tables.
    /// - Parameters:
    ///   - board: the index of the board, from 0.
    ///   - count: the number of boards.
    func line(of key: String?, board: Int, of count: Int) -> Int? {
        guard starts.count == count, starts.indices.contains(board) else { return nil }
        let start = starts[board]
        guard let key else { return start + 1 }
        let end = starts.indices.contains(board + 1) ? starts[board + 1] : lines.endIndex
        let line = lines[start..<end].indices.first { hasKey(key, on: lines[$0].withoutBlanks) }
        return (line ?? start) + 1
    }

    /// The line of a NUL that is written as an escape; `nil` without one.
    ///
    /// TOMLKit would silently cut the string off there. A lookalike in a literal string counts too.
    var escapedNUL: Int? {
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
    func line(of key: String) -> Int? {
        lines.indices.first { index in
            let line = lines[index].withoutBlanks
            return hasKey(key, on: line) || line.hasPrefix("[\(key)]") || line.hasPrefix("[[\(key)]]")
        }.map { $0 + 1 }
    }

    private func hasKey(_ key: String, on line: String) -> Bool {
        [key, "\"\(key)\"", "'\(key)'"].contains { line.hasPrefix($0 + "=") || line.hasPrefix($0 + ".") }
    }
}

extension Substring {
    fileprivate var withoutBlanks: String { String(filter { $0 != " " && $0 != "\t" }) }
}
