/// The first line of a trace.
package struct TraceHeader: Sendable, Hashable {
    /// The version of the format that is written.
    package static let format = 1

    /// The token that marks the answers of the board, `3fa9c1`; a host that repeats the run must use the same token.
    package var token: String?

    /// Makes a header.
    package init(token: String? = nil) {
        self.token = token
    }

    /// Whether a line looks like a header.
    static func begins(_ line: some StringProtocol) -> Bool {
        line.hasPrefix(name + " ") || line == name
    }

    private static let name = "otaflash-trace"
}

extension TraceHeader: CustomStringConvertible {
    /// The line, without a newline: `otaflash-trace 1 token=3fa9c1`.
    package var description: String {
        "\(Self.name) \(Self.format)" + (token.map { " token=\($0)" } ?? "")
    }

    /// Reads the line; unknown fields are ignored.
    /// - Throws: what is wrong with it; the line's number is 0.
    package init(parsing line: String) throws(TraceSyntaxError) {
        let words = line.split(separator: " ")
        guard words.count >= 2, words[0] == Self.name else { throw TraceSyntaxError(.header, in: line) }
        guard words[1] == String(Self.format) else { throw TraceSyntaxError(.format(String(words[1])), in: line) }
        let key = "token="
        token = words.dropFirst(2).first { $0.hasPrefix(key) }.map { String($0.dropFirst(key.count)) }
    }
}
