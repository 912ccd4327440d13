extension String {
    /// The text between quotes, as TOML reads it again.
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

    /// The text as a comment may hold it: one line, of signs that mean nothing anywhere.
    var asRemark: String {
        String(
            prefix(110).map { character in
                character.isASCII && (character.isLetter || character.isNumber || " ._:/()+-,;=“”".contains(character))
                    ? character : "?"
            }
        )
    }
}
