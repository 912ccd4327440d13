extension String {
    /// The text without whitespace at its ends; `nil` if nothing is left.
    var trimmed: String? {
        let text = drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        return text.isEmpty ? nil : String(text)
    }
}
