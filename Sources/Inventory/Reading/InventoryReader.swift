import BoardProfiles
import DeviceDiscovery
import ESPImage
import TOMLKit

/// Reads the text of an inventory and finds all mistakes in the text itself, independent of the host.
struct InventoryReader: Sendable {
    /// The boards whose keys could all be read, each with its index in the file.
    private(set) var boards: [(entry: BoardEntry, index: Int)] = []
    /// What is wrong, in the order of the file.
    private(set) var mistakes: [InventoryFinding] = []

    private let lines: InventoryLines
    private var count = 0

    init(_ toml: String) {
        lines = InventoryLines(toml)
        if let slip = TOMLGuard(toml) {
            mistakes.append(InventoryFinding(.invalidSyntax, line: slip.line, "\(slip.message)."))
            return
        }
        if let line = lines.escapedNUL {
            mistakes.append(InventoryFinding(.invalidValue, line: line, "a string contains a NUL character."))
            return
        }
        do {
            read(try TOMLTable(string: toml))
        } catch let error as TOMLParseError {
            mistakes.append(
                InventoryFinding(.invalidSyntax, line: error.source.begin.line, "it is not TOML: \(error.description).")
            )
        } catch {
            mistakes.append(InventoryFinding(.invalidSyntax, "it is not TOML."))
        }
    }

    /// The line of a board, or of one of its keys.
    func line(of key: BoardEntry.CodingKeys? = nil, board index: Int) -> Int? {
        lines.line(of: key?.rawValue, board: index, of: count)
    }

    private mutating func read(_ document: TOMLTable) {
        for key in document.keys.sorted() where key != "board" {
            mistakes.append(
                InventoryFinding(
                    .unknownKey,
                    key: key,
                    line: lines.line(of: key),
                    "unknown key “\(key)”: an inventory has only [[board]] tables."
                )
            )
        }
        guard let value = document["board"] else { return }
        guard let list = value.array else {
            mistakes.append(
                InventoryFinding(
                    .invalidValue,
                    key: "board",
                    line: lines.line(of: "board"),
                    "board is \(value.kind), not a list: write each board as [[board]]."
                )
            )
            return
        }
        let values = Array(list)
        count = values.count
        var names: [String: Int] = [:]
        for (index, value) in values.enumerated() {
            guard let table = value.table else {
                mistakes.append(
                    InventoryFinding(.invalidValue, key: "board", "a board is \(value.kind), not a table.")
                )
                continue
            }
            var board = BoardTable(table, number: index + 1)
            let entry = board.entry()
            var found = board.mistakes
            if let name = board.name {
                if let first = names[name] {
                    let place = lines.line(of: nil, board: first, of: count).map { ", the first on line \($0)" } ?? ""
                    found.append(
                        InventoryFinding(
                            .duplicateName,
                            board: name,
                            key: BoardEntry.CodingKeys.name.rawValue,
                            "two boards have the name “\(name)”\(place).",
                            nextStep: "Give each board a unique name."
                        )
                    )
                } else {
                    names[name] = index
                }
            }
            for mistake in found {
                var mistake = mistake
                mistake.line = lines.line(of: mistake.key, board: index, of: count)
                mistakes.append(mistake)
            }
            if let entry { boards.append((entry, index)) }
        }
    }
}
