/// A JSON value; a missing optional is `null`, so that every path of a document always exists.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package init(_ value: Bool?) { self = value.map(Self.bool) ?? .null }
    package init(_ value: Int?) { self = value.map(Self.integer) ?? .null }
    package init(_ value: String?) { self = value.map(Self.string) ?? .null }

    /// A number rounded to `places` decimal places; `null` if it is not finite.
    package init(_ value: Double?, places: Int) {
        let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
        let rounded = value.map { ($0 * scale).rounded() / scale }
        self = rounded.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
    }

    /// The value of a key of an object; `null` if there is none.
    package subscript(key: String) -> JSONValue {
        guard case .object(let members) = self else { return .null }
        return members[key] ?? .null
    }

    /// The object with more members.
    package func merging(_ other: [String: JSONValue]) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.merging(other) { $1 })
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}
