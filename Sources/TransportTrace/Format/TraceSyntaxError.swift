/// A line of a trace that cannot be read.
package struct TraceSyntaxError: Error, Sendable, Hashable {
    /// What is wrong with it.
    package enum Reason: Sendable, Hashable {
        /// A trace must start with a header, but this line is not one.
        case header
        /// The header has a format that this version cannot read.
        case format(String)
        /// A record must start with a time in seconds.
        case time
        /// After the time there must be one of `+ - > < <* . .* = !`.
        case mark
        /// The text after the mark is invalid.
        case event(String)
    }

    /// What is wrong.
    package var reason: Reason
    /// The line's text.
    package var text: String
    /// The line number in the file, counted from 1; 0 if the line was read alone.
    package var line: Int

    /// Makes an error from its facts.
    package init(_ reason: Reason, in text: String, line: Int = 0) {
        self.reason = reason
        self.text = text
        self.line = line
    }
}

extension TraceSyntaxError: CustomStringConvertible {
    /// The place, the error, and what is expected, in one line.
    package var description: String {
        let place = line > 0 ? "Line \(line): " : ""
        let shown = EscapedText.text(of: text.utf8.prefix(80))
        switch reason {
        case .header: return "\(place)“\(shown)” is not the header of a trace, “otaflash-trace 1”."
        case .format(let version):
            return "\(place)The trace has format \(version); this version reads format \(TraceHeader.format)."
        case .time: return "\(place)“\(shown)” does not start with a time in seconds."
        case .mark: return "\(place)“\(shown)” has none of + - > < <* . .* = ! after its time."
        case .event(let mark): return "\(place)“\(shown)” has invalid text after its \(mark)."
        }
    }
}
