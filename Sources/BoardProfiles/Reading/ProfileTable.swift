import TOMLKit

/// A table of a profile, whose values are taken out only where they are what they should be.
///
/// TOMLKit's decoder says of a value of the wrong type that it is not there; these errors say what was found.
struct ProfileTable {
    private let table: TOMLTable
    private let source: ProfileSource
    private let entry: Int?

    /// Takes a table whose keys are known.
    /// - Parameter entry: which `[[usb]]` it is, counted from 0; `nil` for the whole file.
    init(_ table: TOMLTable, of source: ProfileSource, entry: Int? = nil, keys: [String]) throws(BoardProfileError) {
        self.table = table
        self.source = source
        self.entry = entry
        for key in table.keys.sorted() where !keys.contains(key) {
            let near = SimilarNames.nearest(to: key, in: keys, limit: 1).first
            throw error(
                .unknownKey,
                key,
                "there is no key “\(key)” here.",
                nextStep: (near.map { "Write “\($0)” where that is meant. " } ?? "")
                    + "The keys are \(keys.joined(separator: ", "))."
            )
        }
    }

    /// The value, which must be there.
    func required<Value>(_ key: String, _ value: Value?) throws(BoardProfileError) -> Value {
        guard let value else {
            throw error(
                .missingKey,
                key,
                "the key “\(key)” is missing.",
                nextStep: "Add it; Boards/README.md explains it."
            )
        }
        return value
    }

    /// A text of one line.
    func text(_ key: String) throws(BoardProfileError) -> String? {
        guard let value = table[key] else { return nil }
        return try text(value, key)
    }

    /// A list of such texts; empty where there is none.
    func texts(_ key: String) throws(BoardProfileError) -> [String] {
        try list(key, "a list of texts").map { value throws(BoardProfileError) in try text(value, key) }
    }

    /// One of the words of a type.
    func word<Word: RawRepresentable & CaseIterable>(
        _ key: String,
        _: Word.Type
    ) throws(BoardProfileError) -> Word? where Word.RawValue == String {
        guard let text = try text(key) else { return nil }
        if let word = Word(rawValue: text) { return word }
        throw invalid(key, "“\(text)” is none of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    /// A whole number within bounds.
    func number(_ key: String, in bounds: ClosedRange<Int>) throws(BoardProfileError) -> Int? {
        guard let value = table[key] else { return nil }
        return try number(value, key, in: bounds)
    }

    /// A list of such numbers; empty where there is none.
    func numbers(_ key: String, in bounds: ClosedRange<Int>) throws(BoardProfileError) -> [Int] {
        try list(key, "a list of numbers").map { value throws(BoardProfileError) in
            try number(value, key, in: bounds)
        }
    }

    /// `true` or `false`.
    func flag(_ key: String) throws(BoardProfileError) -> Bool? {
        guard let value = table[key] else { return nil }
        guard let flag = value.bool else { throw invalid(key, "\(value.kind) is neither true nor false") }
        return flag
    }

    /// The tables of a list of tables; empty where there is none.
    func tables(_ key: String) throws(BoardProfileError) -> [TOMLTable] {
        try list(key, "a list of tables, [[\(key)]]").map { value throws(BoardProfileError) in
            guard let table = value.table else { throw invalid(key, "\(value.kind) is no table") }
            return table
        }
    }

    /// An error about a value that is there.
    func invalid(_ key: String, _ message: String) -> BoardProfileError {
        error(.invalidValue, key, "\(key): \(message).", nextStep: "Correct it; Boards/README.md says what is allowed.")
    }

    private func error(_ code: BoardProfileError.Code, _ key: String, _ message: String, nextStep: String)
        -> BoardProfileError
    {
        source.error(code, key, entry: entry, message, nextStep: nextStep)
    }

    private func list(_ key: String, _ wanted: String) throws(BoardProfileError) -> [any TOMLValueConvertible] {
        guard let value = table[key] else { return [] }
        guard let array = value.array else { throw invalid(key, "\(value.kind) is not \(wanted)") }
        return Array(array)
    }

    private func text(_ value: any TOMLValueConvertible, _ key: String) throws(BoardProfileError) -> String {
        guard let text = value.string else { throw invalid(key, "\(value.kind) is no text") }
        guard (1...300).contains(text.count) else { throw invalid(key, "a text has 1 to 300 characters") }
        // The text goes into rules that udev obeys, a line each.
        guard text.unicodeScalars.allSatisfy(\.isPartOfALine) else {
            throw invalid(key, "a text is one line without control characters")
        }
        return text
    }

    private func number(_ value: any TOMLValueConvertible, _ key: String, in bounds: ClosedRange<Int>)
        throws(BoardProfileError) -> Int
    {
        guard let number = value.int else { throw invalid(key, "\(value.kind) is no whole number") }
        guard bounds.contains(number) else {
            throw invalid(key, "\(number) is not between \(bounds.lowerBound) and \(bounds.upperBound)")
        }
        return number
    }
}

extension TOMLValueConvertible {
    /// What it is, with its article.
    fileprivate var kind: String {
        switch type {
        case .array: "a list"
        case .string: "a text"
        case .int: "a whole number"
        case .double: "a number with a decimal point"
        case .bool: "true or false"
        case .date, .time, .dateTime: "a date or time"
        case .table: "a table"
        }
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
