import DeviceDiscovery
import ESPImage
import StrictTOML
import TransportCore

/// A `[[board]]` table; yields only values that are valid.
struct BoardTable {
    private typealias Key = BoardEntry.Key

    /// The board's name; `nil` if it has none.
    private(set) var name: String?
    /// The mistakes in the table, without line numbers.
    private(set) var mistakes: [InventoryFinding] = []

    private let table: StrictTable
    /// The board's name in messages.
    private let title: String

    /// - Parameter number: the position of the board in the file, counted from 1.
    init(_ table: StrictTable, number: Int) {
        self.table = table
        let name = table[Key.name.rawValue]?.text
        title = name.flatMap { $0.isEmpty ? nil : $0 } ?? "board \(number)"
    }

    /// The board; `nil` if its name or its place is invalid.
    ///
    /// Afterwards `mistakes` has everything that is wrong.
    mutating func entry() -> BoardEntry? {
        let keys = Key.allCases.map(\.rawValue)
        for (key, near) in table.unknownKeys(besides: keys) {
            add(
                .unknownKey,
                key,
                "\(title) has the unknown key “\(key)”.",
                nextStep: near.map { "Did you mean “\($0)”?" } ?? "The keys are "
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
        // A port or device that is present but invalid has already been reported.
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
            add(.invalidValue, Key.name.rawValue, "“\(name)” is not a valid name; use letters, digits, “.”, “_”, “-”.")
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
                "\(title) has the unknown chip “\(text)”.",
                nextStep: "The chips are \(names)."
            )
            return nil
        }
        return text
    }

    /// A non-empty string; `nil` if it is missing or invalid.
    private mutating func text(_ key: Key, isLine: Bool = true) -> String? {
        guard let value = table[key.rawValue] else { return nil }
        return text(value, key, isLine: isLine)
    }

    private mutating func texts(_ key: Key) -> [String]? {
        guard let value = table[key.rawValue] else { return nil }
        guard let array = value.list else {
            add(.invalidValue, key.rawValue, "\(key.rawValue) of \(title) is \(value.kind), not a list of strings.")
            return nil
        }
        var texts: [String] = []
        for value in array {
            guard let text = text(value, key, isLine: true) else { continue }
            texts.append(text)
        }
        return texts
    }

    private mutating func text(_ value: StrictValue, _ key: Key, isLine: Bool) -> String? {
        guard let text = value.text else {
            add(.invalidValue, key.rawValue, "\(key.rawValue) of \(title) is \(value.kind), not a string.")
            return nil
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            add(
                .invalidValue,
                key.rawValue,
                "\(key.rawValue) of \(title) is empty.",
                nextStep: "Give it a value, or remove the key."
            )
            return nil
        }
        guard !isLine || text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            add(.invalidValue, key.rawValue, "\(key.rawValue) of \(title) contains a control character.")
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

extension String {
    /// Whether it consists only of letters, digits, `.`, `_` and `-`.
    var isBoardName: Bool {
        !isEmpty && utf8.allSatisfy(\.isPartOfABoardName)
    }
}

extension UInt8 {
    /// Whether the byte is allowed in a board's name.
    var isPartOfABoardName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
