import TOMLKit

/// A table of a TOML file.
package struct StrictTable {
    private let table: TOMLTable

    init(_ table: TOMLTable) {
        self.table = table
    }

    /// The value of a key; `nil` if it is missing.
    package subscript(key: String) -> StrictValue? {
        table[key].map(StrictValue.init)
    }

    /// The keys that are not in a list, in alphabetical order, each with the key that it may be a misspelling of.
    package func unknownKeys(besides keys: [String]) -> [(key: String, near: String?)] {
        table.keys.sorted().filter { !keys.contains($0) }.map { key in
            (key, SimilarNames.nearest(to: key, in: keys, limit: 1).first)
        }
    }
}
