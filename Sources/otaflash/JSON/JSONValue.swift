/// A JSON value; a missing optional is `null`, so that every path of a document always exists.
enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(_ value: Bool?) { self = value.map(Self.bool) ?? .null }
    init(_ value: Int?) { self = value.map(Self.integer) ?? .null }
    init(_ value: String?) { self = value.map(Self.string) ?? .null }

    /// A number rounded to `places` decimal places; `null` if it is not finite.
    init(_ value: Double?, places: Int) {
        let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
        let rounded = value.map { ($0 * scale).rounded() / scale }
        self = rounded.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
    }

    /// The value of a key of an object; `null` if there is none.
    subscript(key: String) -> JSONValue {
        guard case .object(let members) = self else { return .null }
        return members[key] ?? .null
    }

    /// The object with more members.
    func merging(_ other: [String: JSONValue]) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.merging(other) { $1 })
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(nilLiteral: ()) { self = .null }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(floatLiteral value: Double) { self = .number(value) }
    init(stringLiteral value: String) { self = .string(value) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}
