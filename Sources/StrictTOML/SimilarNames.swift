/// Suggestions for a misspelt name.
package enum SimilarNames {
    /// The names that are most similar to the text, best first; a name that contains the text counts as similar.
    package static func nearest(to text: String, in names: [String], limit: Int) -> [String] {
        let text = Array(text.lowercased().unicodeScalars.prefix(80))
        guard !text.isEmpty else { return [] }
        let rated = names.map { (name: $0, distance: distance(text, Array($0.unicodeScalars))) }
        return rated.filter { $0.distance <= max(2, text.count / 3) || $0.name.contains(String(text)) }
            .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .prefix(limit).map(\.name)
    }

    /// The number of letters that must be added, removed or changed.
    private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var row = Array(0...second.count)
        for (index, scalar) in first.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in second.indices {
                let changed = diagonal + (scalar == second[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
            }
        }
        return row[second.count]
    }
}

extension String {
    fileprivate init(_ scalars: [Unicode.Scalar]) {
        self.init(String.UnicodeScalarView(scalars))
    }
}
