extension String {
    /// The text with a `?` for every sign that could do more than be seen, so that it may be shown on a terminal.
    public var printable: String {
        printable(keeping: [])
    }

    /// The same, but with some of those signs left in, such as line ends.
    public func printable(keeping kept: Set<Unicode.Scalar>) -> String {
        String(unicodeScalars.map { $0.isPrintable || kept.contains($0) ? Character($0) : "?" })
    }
}

extension Unicode.Scalar {
    /// Whether the sign is only seen: no control (C0, DEL, C1), nothing that turns or hides the text around it
    /// (directions, signs without width, tags), no end of a line or paragraph.
    public var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
