import BoardProfiles
import DeviceDiscovery
import ESPImage
import TOMLKit
import TransportCore

/// A `[[board]]` table, whose values are taken out only where they are what they should be.
///
/// TOMLKit's decoder takes a value of the wrong type for none; these findings say what was there.
struct BoardTable {
    private typealias Key = BoardEntry.CodingKeys

    /// The board's name, where it has one.
    private(set) var name: String?
    /// What is wrong with the table, without lines.
    private(set) var mistakes: [InventoryFinding] = []

    private let table: TOMLTable
    /// What messages call the board.
    private let title: String

    /// - Parameter number: which board of the file it is, counted from 1.
    init(_ table: TOMLTable, number: Int) {
        self.table = table
        let name = table[Key.name.rawValue]?.string
        title = name.flatMap { $0.isEmpty ? nil : $0 } ?? "board \(number)"
    }

    /// The board; `nil` where its name or its place is wrong.
    ///
    /// Everything that is wrong is in `mistakes` then.
    mutating func entry() -> BoardEntry? {
        let keys = Key.allCases.map(\.rawValue)
        for key in table.keys.sorted() where !keys.contains(key) {
            let near = SimilarNames.nearest(to: key, in: keys, limit: 1).first
            add(
                .unknownKey,
                key,
                "there is no key “\(key)”, as \(title) has it.",
                nextStep: near.map { "Write “\($0)” where that is meant." } ?? "The keys are "
                    + keys.joined(separator: ", ") + "."
            )
        }
        name = readName()
        var entry = BoardEntry(name: title)
        entry.port = text(.port)
        entry.device = text(.device)
        entry.profile = text(.profile)
        entry.chip = chip()
        entry.check = text(.check, isLine: false)
        entry.powerHook = text(.powerHook)
        entry.tags = texts(.tags)
        // A place that is there and wrong was told of already.
        let isPlaceTold = mistakes.contains { $0.key == Key.port.rawValue || $0.key == Key.device.rawValue }
        guard !isPlaceTold else { return nil }
        do throws(InventoryFinding) {
            _ = try entry.place()
        } catch {
            mistakes.append(error)
            return nil
        }
        return name == nil ? nil : entry
    }

    private mutating func readName() -> String? {
        guard table[Key.name.rawValue] != nil else {
            add(.missingKey, Key.name.rawValue, "\(title) lacks the key “name”.")
            return nil
        }
        guard let name = text(.name) else { return nil }
        guard name.isBoardName else {
            add(.invalidValue, Key.name.rawValue, "“\(name)” is no name: letters, digits, “.”, “_” and “-” make one.")
            return nil
        }
        return name
    }

    private mutating func chip() -> String? {
        guard let text = text(.chip) else { return nil }
        guard Chip(name: text) != nil else {
            let names = Chip.allCases.map(\.rawValue).joined(separator: ", ")
            add(
                .invalidValue,
                Key.chip.rawValue,
                "the chip “\(text)” of \(title) is none that is known.",
                nextStep: "Chips are \(names)."
            )
            return nil
        }
        return text
    }

    /// A text that is not empty; `nil` where there is none, or where it is wrong.
    private mutating func text(_ key: Key, isLine: Bool = true) -> String? {
        guard let value = table[key.rawValue] else { return nil }
        return text(value, key, isLine: isLine)
    }

    private mutating func texts(_ key: Key) -> [String]? {
        guard let value = table[key.rawValue] else { return nil }
        guard let array = value.array else {
            add(.invalidValue, key.rawValue, "\(key.rawValue) of \(title) is \(value.kind), and no list of texts.")
            return nil
        }
        var texts: [String] = []
        for value in Array(array) {
            guard let text = text(value, key, isLine: true) else { continue }
            texts.append(text)
        }
        return texts
    }

    private mutating func text(_ value: any TOMLValueConvertible, _ key: Key, isLine: Bool) -> String? {
        guard let text = value.string else {
            add(.invalidValue, key.rawValue, "\(key.rawValue) of \(title) is \(value.kind), and no text.")
            return nil
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            add(
                .invalidValue,
                key.rawValue,
                "\(key.rawValue) of \(title) is empty.",
                nextStep: "Give it a value, or take the key out."
            )
            return nil
        }
        guard !isLine || text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            add(.invalidValue, key.rawValue, "\(key.rawValue) of \(title) has a control character in it.")
            return nil
        }
        return text
    }

    private mutating func add(
        _ code: InventoryFinding.Code,
        _ key: String,
        _ message: String,
        nextStep: String? = nil
    ) {
        var finding = InventoryFinding(code, board: name ?? title, key: key, message)
        if let nextStep { finding.nextStep = nextStep }
        mistakes.append(finding)
    }
}

extension TOMLValueConvertible {
    /// What it is, with its article.
    var kind: String {
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

extension String {
    /// Whether letters, digits, `.`, `_` and `-` make it up, and nothing else.
    var isBoardName: Bool {
        !isEmpty && utf8.allSatisfy(\.isPartOfABoardName)
    }
}

extension UInt8 {
    /// Whether a board's name may have it.
    var isPartOfABoardName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
