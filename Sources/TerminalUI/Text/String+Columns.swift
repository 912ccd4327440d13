extension StringProtocol {
    /// How many columns of a terminal the text takes.
    package var columns: Int {
        utf8.allSatisfy { $0 < 0x80 } ? utf8.count : reduce(0) { $0 + $1.columns }
    }
}

extension String {
    /// The text in at least `width` columns.
    package func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - columns))
    }

    /// The text at the right end of a field.
    package func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - columns)) + self
    }

    /// The text after as many zeros as it needs to have `width` digits.
    package func zeroPadded(to width: Int) -> String {
        String(repeating: "0", count: max(0, width - count)) + self
    }

    /// The text cut to a width, its last character then an ellipsis.
    package func truncated(to width: Int) -> String {
        columns <= width ? self : prefix(columns: width - 1) + (width > 0 ? "…" : "")
    }

    /// As much of the beginning as fits into `limit` columns.
    package func prefix(columns limit: Int) -> String {
        var room = limit
        return String(
            prefix { character in
                room -= character.columns
                return room >= 0
            }
        )
    }
}

extension Character {
    /// How many columns a terminal draws it in: none for a combining mark alone, two for a wide character.
    fileprivate var columns: Int {
        guard let first = unicodeScalars.first, first.value >= 0x300 else { return 1 }
        let isEmoji = first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}")
        return isEmoji ? 2 : unicodeScalars.reduce(0) { $0 + $1.columns }
    }
}

extension Unicode.Scalar {
    /// The blocks of wide characters: Unicode 15.1, EastAsianWidth.txt, W and F.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF,
        0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
    /// The vowels and final consonants of Hangul, which join the consonant before them.
    private static let joining: ClosedRange<UInt32> = 0x1160...0x11FF

    fileprivate var columns: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: 0
        default: Self.joining.contains(value) ? 0 : Self.wide.contains { $0.contains(value) } ? 2 : 1
        }
    }
}
