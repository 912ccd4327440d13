import TOMLKit

/// A value of a TOML file, which yields only what it is.
///
/// TOMLKit's decoder treats a value of the wrong type as missing; here `kind` says what was found.
package struct StrictValue {
    private let value: any TOMLValueConvertible

    init(_ value: any TOMLValueConvertible) {
        self.value = value
    }

    /// The string; `nil` for a value of another type.
    package var text: String? { value.string }
    /// The integer; `nil` for a value of another type.
    package var integer: Int? { value.int }
    /// The boolean; `nil` for a value of another type.
    package var flag: Bool? { value.bool }
    /// The values of the list; `nil` for a value of another type.
    package var list: [StrictValue]? { value.array.map { Array($0).map(StrictValue.init) } }
    /// The table; `nil` for a value of another type.
    package var table: StrictTable? { value.table.map(StrictTable.init) }

    /// The kind of value, with an article.
    package var kind: String {
        switch value.type {
        case .array: "a list"
        case .string: "a string"
        case .int: "an integer"
        case .double: "a number with a decimal point"
        case .bool: "true or false"
        case .date, .time, .dateTime: "a date or time"
        case .table: "a table"
        }
    }
}
