extension String {
    /// The text in ASCII, for terminals that show nothing else: the few other characters in messages are spelled out.
    var inASCII: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            text += scalar.isASCII ? String(scalar) : Self.spellings[scalar] ?? "?"
        }
    }

    private static let spellings: [Unicode.Scalar: String] = [
        "→": "->", "…": "...", "“": "\"", "”": "\"", "‘": "'", "’": "'", "–": "-", "━": "=", "─": "-", "✓": "+",
        "✗": "x", "×": "x", "·": "-",
    ]
}
