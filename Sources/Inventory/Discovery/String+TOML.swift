extension String {
    /// The text as a quoted TOML string.
    var asTOML: String {
        unicodeScalars.reduce(into: "\"") { text, scalar in
            switch scalar {
            case "\"", "\\": text += "\\" + String(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        } + "\""
    }

    /// The text for a comment: one line of characters without special meaning.
    var asRemark: String {
        String(
            prefix(110).map { character in
                character.isASCII && (character.isLetter || character.isNumber || " ._:/()+-,;=“”".contains(character))
                    ? character : "?"
            }
        )
    }
}
