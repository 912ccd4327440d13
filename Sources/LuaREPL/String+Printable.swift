extension String {
    /// The text with a `?` for every character that is not harmless, so that it can be shown on a terminal.
    package var printable: String {
        printable(keeping: [])
    }

    /// The same, but keeps some of those characters, such as line ends.
    package func printable(keeping kept: Set<Unicode.Scalar>) -> String {
        String(unicodeScalars.map { $0.isPrintable || kept.contains($0) ? Character($0) : "?" })
    }
}

extension Unicode.Scalar {
    /// Whether the character only prints: no control (C0, DEL, C1), nothing that reorders or hides the text around it
    /// (bidi controls, zero-width characters, tags), no line or paragraph separator.
    package var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
