/// A line of a trace that cannot be read.
public struct TraceSyntaxError: Error, Sendable, Hashable {
    /// What is wrong with it.
    public enum Reason: Sendable, Hashable {
        /// A trace begins with a header, and this is none.
        case header
        /// The header names a format that this version does not read.
        case format(String)
        /// A record begins with a time in seconds.
        case time
        /// After the time comes one of `+ - > < <* . .* = !`.
        case mark
        /// What stands behind the mark is not what belongs there.
        case event(String)
    }

    /// What is wrong.
    public var reason: Reason
    /// The line's text.
    public var text: String
    /// The line's number in its file, counted from 1; 0 where it was read alone.
    public var line: Int

    /// Makes an error from its facts.
    public init(_ reason: Reason, in text: String, line: Int = 0) {
        self.reason = reason
        self.text = text
        self.line = line
    }
}

extension TraceSyntaxError: CustomStringConvertible {
    /// Where it is, what is wrong, and what should stand there, in one line.
    public var description: String {
        let place = line > 0 ? "Line \(line): " : ""
        let shown = EscapedText.text(of: text.utf8.prefix(80))
        switch reason {
        case .header: return "\(place)“\(shown)” is not the header of a trace, “otaflash-trace 1”."
        case .format(let version):
            return "\(place)The trace has format \(version); this version reads format \(TraceHeader.format)."
        case .time: return "\(place)“\(shown)” does not begin with a time in seconds."
        case .mark: return "\(place)“\(shown)” has none of + - > < <* . .* = ! behind its time."
        case .event(let mark): return "\(place)“\(shown)” has something behind its \(mark) that does not belong there."
        }
    }
}
