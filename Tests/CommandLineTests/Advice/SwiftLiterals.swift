/// The string literals of a Swift file, without their interpolations.
struct SwiftLiterals {
    /// The literals in the order in which they end.
    private(set) var found: [String] = []
    private var rest: Substring

    init(of text: String) {
        rest = text[...]
        readCode(inParentheses: false)
    }

    private mutating func skip(_ prefix: String) -> Bool {
        guard rest.hasPrefix(prefix) else { return false }
        rest = rest.dropFirst(prefix.count)
        return true
    }

    private mutating func readCode(inParentheses: Bool) {
        var depth = 0
        while let character = rest.first {
            if rest.hasPrefix("//") {
                rest = rest.drop { !$0.isNewline }
            } else if skip("/*") {
                while !rest.isEmpty, !skip("*/") { rest.removeFirst() }
            } else if character == "\"" || character == "#" {
                let hashes = String(rest.prefix { $0 == "#" })
                rest = rest.dropFirst(hashes.count)
                if skip("\"\"\"") {
                    readLiteral(until: "\"\"\"" + hashes, escape: "\\" + hashes)
                } else if skip("\"") {
                    readLiteral(until: "\"" + hashes, escape: "\\" + hashes)
                }
            } else {
                rest.removeFirst()
                if character == "(" { depth += 1 }
                if character == ")" {
                    if inParentheses, depth == 0 { return }
                    depth -= 1
                }
            }
        }
    }

    private mutating func readLiteral(until end: String, escape: String) {
        var literal = ""
        while !rest.isEmpty, !skip(end) {
            if skip(escape) {
                if skip("(") { readCode(inParentheses: true) } else { literal += String(rest.removeFirst()) }
            } else {
                literal.append(rest.removeFirst())
            }
        }
        found.append(literal)
    }
}
