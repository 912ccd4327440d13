import TerminalUI

/// An element of an XML document, with its content.
struct XMLElement: Sendable, Hashable {
    enum Content: Sendable, Hashable {
        case element(XMLElement)
        case text(String)
    }

    struct Attribute: Sendable, Hashable {
        var name: String
        var value: String
    }

    var name: String
    /// The attributes in the order in which they were set.
    private(set) var attributes: [Attribute] = []
    private(set) var content: [Content] = []

    init(_ name: String) {
        self.name = name
    }

    /// Sets an attribute that is not set yet; one without a value is left out.
    mutating func set(_ name: String, _ value: String?) {
        guard let value else { return }
        attributes.append(Attribute(name: name, value: value))
    }

    mutating func append(_ element: XMLElement) {
        content.append(.element(element))
    }

    mutating func append(_ text: String) {
        content.append(.text(text))
    }

    /// The value of an attribute; `nil` if it is not set.
    subscript(attribute: String) -> String? {
        attributes.first { $0.name == attribute }?.value
    }

    /// The direct children with a name.
    func children(_ name: String) -> [XMLElement] {
        content.compactMap { part in
            if case .element(let element) = part, element.name == name { element } else { nil }
        }
    }

    /// The element as a document of its own.
    var document: String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + lines(indent: 0)
    }

    private func lines(indent: Int) -> String {
        let margin = String(repeating: "  ", count: indent)
        let start = "\(margin)<\(name)" + attributes.map { " \($0.name)=\"\($0.value.xmlAttribute)\"" }.joined()
        if content.isEmpty { return start + "/>\n" }
        let inner = content.map { part in
            switch part {
            case .element(let element): element.lines(indent: indent + 1)
            case .text(let text): text.xmlText
            }
        }.joined()
        // White space around a text would become part of it.
        guard case .element = content.first else { return "\(start)>\(inner)</\(name)>\n" }
        return "\(start)>\n\(inner)\(margin)</\(name)>\n"
    }
}

extension String {
    /// The text, escaped for use between two tags.
    fileprivate var xmlText: String {
        escaped { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\r": "&#13;"
            default: nil
            }
        }
    }

    /// The text, escaped for use in an attribute; a reader would turn line ends and tabs into spaces.
    fileprivate var xmlAttribute: String {
        escaped { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "\t", "\n", "\r": "&#\(scalar.value);"
            default: nil
            }
        }
    }

    private func escaped(_ escape: (Unicode.Scalar) -> String?) -> String {
        unicodeScalars.reduce(into: "") { text, scalar in
            if let escaped = escape(scalar) {
                text += escaped
            } else {
                text.unicodeScalars.append(scalar.isXMLCharacter ? scalar : "?")
            }
        }
    }
}

extension Unicode.Scalar {
    /// Whether a document can have it at all, even escaped (XML 1.0, production 2).
    fileprivate var isXMLCharacter: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }
}
