/// The subset of YAML that the exports need: strings, integers, booleans, lists and maps.
indirect enum YAMLValue: Sendable, Hashable {
    /// A key with its value; the order of keys is kept.
    struct Member: Sendable, Hashable {
        var key: String
        var value: YAMLValue
    }

    case text(String)
    case integer(Int)
    case bool(Bool)
    case list([YAMLValue])
    case map([Member])

    /// A map of keys whose values may be absent.
    init(_ members: [(String, YAMLValue?)]) {
        self = .map(members.compactMap { key, value in value.map { Member(key: key, value: $0) } })
    }

    /// The document, each line with its line ending.
    var document: String {
        lines.map { $0 + "\n" }.joined()
    }

    private var lines: [String] {
        switch self {
        case .text(let text): [Self.scalar(text)]
        case .integer(let number): ["\(number)"]
        case .bool(let truth): [truth ? "true" : "false"]
        case .list(let values) where values.isEmpty: ["[]"]
        case .map(let members) where members.isEmpty: ["{}"]
        case .list(let values):
            values.flatMap { value in
                value.lines.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
            }
        case .map(let members):
            members.flatMap { member -> [String] in
                let key = Self.scalar(member.key) + ":"
                guard member.value.isBlock else { return ["\(key) \(member.value.lines[0])"] }
                return [key] + member.value.lines.map { "  " + $0 }
            }
        }
    }

    /// Whether the value is written below its key.
    private var isBlock: Bool {
        switch self {
        case .text, .integer, .bool: false
        case .list(let values): !values.isEmpty
        case .map(let members): !members.isEmpty
        }
    }

    /// A scalar that YAML reads as a string: plain if it is unambiguous, otherwise in double quotes.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    /// Whether a text is not a number, boolean, date or null of YAML 1.1 or 1.2, and has no special character.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: "/") else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "_-./".utf8.contains($0) }
            && !words.contains(text.lowercased())
    }

    /// The text in double quotes, with `#` and `{` escaped by number: labgrid reads its files as templates, in which both
    /// are special (`labgrid 26.0.1 remote/config.py`: Jinja with `#` and `##` for lines).
    private static func quoted(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "\"") { result, scalar in
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "#", "{": result += "\\x" + hexadecimal(scalar, 2)
            case _ where scalar.value > 0xFFFF && !scalar.isShown: result += "\\U" + hexadecimal(scalar, 8)
            case _ where scalar.value > 0xFF && !scalar.isShown: result += "\\u" + hexadecimal(scalar, 4)
            case _ where !scalar.isShown: result += "\\x" + hexadecimal(scalar, 2)
            default: result.unicodeScalars.append(scalar)
            }
        } + "\""
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar, _ width: Int) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 }

    private static let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
}

extension Unicode.Scalar {
    /// Whether the character is printable, also in YAML.
    fileprivate var isShown: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate: false
        case .spaceSeparator: self == " "
        default: true
        }
    }
}

extension YAMLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
}
