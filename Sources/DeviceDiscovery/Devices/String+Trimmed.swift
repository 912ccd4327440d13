extension String {
    /// The text without space at its ends; `nil` where nothing is left.
    var trimmed: String? {
        let text = drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        return text.isEmpty ? nil : String(text)
    }
}
