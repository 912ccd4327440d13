/// Names and values, one below the other.
package struct FieldList: Sendable, Hashable {
    package private(set) var fields: [Field] = []

    package struct Field: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            (self.name, self.value) = (name, value)
        }
    }

    package init() {}

    /// Adds a field; one without a value is left out.
    package mutating func add(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        fields.append(Field(name: name, value: value))
    }

    /// The fields as lines, the values in one column.
    package func lines(width: Int, indent: Int = 0, nameWidth: Int? = nil, paint: Paint = .off) -> [String] {
        let column = (nameWidth ?? fields.map(\.name.columns).max() ?? 0) + 2
        return fields.flatMap { field in
            let values = Paragraph.lines(field.value, width: width, indent: indent + column)
            let name = String(repeating: " ", count: indent) + paint(field.name, .faint)
            let gap = String(repeating: " ", count: max(0, column - field.name.columns))
            return [name + gap + values[0].dropFirst(indent + column)] + values.dropFirst()
        }
    }
}
