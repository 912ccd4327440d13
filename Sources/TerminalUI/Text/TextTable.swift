/// Rows in columns, as wide as their widest cell.
package struct TextTable: Sendable, Hashable {
    package var header: [String]
    package var rows: [[String]]

    package init(header: [String], rows: [[String]]) {
        (self.header, self.rows) = (header, rows)
    }

    /// The header and the rows; a column without any cell is left out, and the last one is not padded.
    package var lines: [String] {
        let used = header.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        let all = ([header] + rows).map { row in used.map { row[$0] } }
        let widths = used.indices.map { column in all.map { $0[column].columns }.max() ?? 0 }
        return all.map { row in
            row.indices.map { $0 == row.count - 1 ? row[$0] : row[$0].padded(to: widths[$0]) }
                .joined(separator: "  ").trimmingTrailingSpaces
        }
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
    }
}
