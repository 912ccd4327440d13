import FoundationEssentials
import LuaREPL
import TerminalUI

extension JSONValue: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}

extension JSONValue {
    /// The value as JSON text with sorted keys, on one line or laid out for reading.
    package func text(isPretty: Bool = false) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        // Encoding cannot fail: numbers are finite, keys are strings.
        let data = (try? encoder.encode(self)) ?? Data("null".utf8)
        return String(decoding: data, as: UTF8.self).escapingControls
    }
}

extension String {
    /// JSON escapes only C0 controls; a terminal would obey some other characters.
    fileprivate var escapingControls: String {
        guard unicodeScalars.contains(where: \.needsEscape) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            text += scalar.needsEscape ? scalar.escape : String(scalar)
        }
    }
}

extension Unicode.Scalar {
    // Line ends come from the layout: those of a text are escaped already.
    fileprivate var needsEscape: Bool { value >= 0x7F && !isPrintable }

    fileprivate var escape: String {
        UTF16.encode(self)?.map { unit in
            "\\u" + String(unit, radix: 16).zeroPadded(to: 4)
        }.joined() ?? ""
    }
}
