import StrictTOML

/// A table of a profile; yields only values that are valid.
struct ProfileTable {
    private let table: StrictTable
    private let source: ProfileSource
    private let entry: Int?

    /// Makes a table, and refuses unknown keys.
    /// - Parameter entry: the index of the `[[usb]]` table, from 0; `nil` for the top level.
    init(_ table: StrictTable, of source: ProfileSource, entry: Int? = nil, keys: [String]) throws(BoardProfileError) {
        self.table = table
        self.source = source
        self.entry = entry
        if let (key, near) = table.unknownKeys(besides: keys).first {
            throw error(
                .unknownKey,
                key,
                "unknown key “\(key)”.",
                nextStep: (near.map { "Did you mean “\($0)”? " } ?? "")
                    + "The keys are \(keys.joined(separator: ", "))."
            )
        }
    }

    /// A required value.
    func required<Value>(_ key: String, _ value: Value?) throws(BoardProfileError) -> Value {
        guard let value else {
            throw error(
                .missingKey,
                key,
                "the key “\(key)” is missing.",
                nextStep: "Add it."
            )
        }
        return value
    }

    /// A string of one line.
    func text(_ key: String) throws(BoardProfileError) -> String? {
        guard let value = table[key] else { return nil }
        return try text(value, key)
    }

    /// A list of such strings; empty if it is missing.
    func texts(_ key: String) throws(BoardProfileError) -> [String] {
        try list(key, "a list of strings").map { value throws(BoardProfileError) in try text(value, key) }
    }

    /// One of the raw values of a type.
    func word<Word: RawRepresentable & CaseIterable>(
        _ key: String,
        _: Word.Type
    ) throws(BoardProfileError) -> Word? where Word.RawValue == String {
        guard let text = try text(key) else { return nil }
        if let word = Word(rawValue: text) { return word }
        throw invalid(key, "“\(text)” is not one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    /// An integer within bounds.
    func number(_ key: String, in bounds: ClosedRange<Int>) throws(BoardProfileError) -> Int? {
        guard let value = table[key] else { return nil }
        return try number(value, key, in: bounds)
    }

    /// A list of such numbers; empty if it is missing.
    func numbers(_ key: String, in bounds: ClosedRange<Int>) throws(BoardProfileError) -> [Int] {
        try list(key, "a list of numbers").map { value throws(BoardProfileError) in
            try number(value, key, in: bounds)
        }
    }

    /// `true` or `false`.
    func flag(_ key: String) throws(BoardProfileError) -> Bool? {
        guard let value = table[key] else { return nil }
        guard let flag = value.flag else { throw invalid(key, "\(value.kind) is neither true nor false") }
        return flag
    }

    /// The tables of a list of tables; empty if it is missing.
    func tables(_ key: String) throws(BoardProfileError) -> [StrictTable] {
        try list(key, "a list of tables, [[\(key)]]").map { value throws(BoardProfileError) in
            guard let table = value.table else { throw invalid(key, "\(value.kind) is not a table") }
            return table
        }
    }

    /// An error about an invalid value.
    func invalid(_ key: String, _ message: String) -> BoardProfileError {
        error(.invalidValue, key, "\(key): \(message).", nextStep: "Correct it.")
    }

    private func error(_ code: BoardProfileError.Code, _ key: String, _ message: String, nextStep: String)
        -> BoardProfileError
    {
        source.error(code, key, entry: entry, message, nextStep: nextStep)
    }

    private func list(_ key: String, _ wanted: String) throws(BoardProfileError) -> [StrictValue] {
        guard let value = table[key] else { return [] }
        guard let array = value.list else { throw invalid(key, "\(value.kind) is not \(wanted)") }
        return array
    }

    private func text(_ value: StrictValue, _ key: String) throws(BoardProfileError) -> String {
        guard let text = value.text else { throw invalid(key, "\(value.kind) is not a string") }
        guard (1...300).contains(text.count) else { throw invalid(key, "a string must have 1 to 300 characters") }
        // The text becomes part of udev rules, which are one line each.
        guard text.unicodeScalars.allSatisfy(\.isPartOfALine) else {
            throw invalid(key, "a string must be one line without control characters")
        }
        return text
    }

    private func number(_ value: StrictValue, _ key: String, in bounds: ClosedRange<Int>)
        throws(BoardProfileError) -> Int
    {
        guard let number = value.integer else { throw invalid(key, "\(value.kind) is not an integer") }
        guard bounds.contains(number) else {
            throw invalid(key, "\(number) is not between \(bounds.lowerBound) and \(bounds.upperBound)")
        }
        return number
    }
}

extension Unicode.Scalar {
    fileprivate var isPartOfALine: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
        default: true
        }
    }
}
