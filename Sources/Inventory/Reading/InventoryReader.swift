import DeviceDiscovery
import ESPImage
import StrictTOML

/// Reads the text of an inventory and finds all mistakes in the text itself, independent of the host.
struct InventoryReader: Sendable {
    /// The boards whose keys could all be read, each with its index in the file.
    private(set) var boards: [(entry: BoardEntry, index: Int)] = []
    /// What is wrong, in the order of the file.
    private(set) var mistakes: [InventoryFinding] = []

    private let lines: TOMLLines
    private var count = 0

    init(_ toml: String) {
        lines = TOMLLines(toml, list: "board")
        do throws(StrictTOMLError) {
            let document = try StrictDocument(toml)
            if let line = lines.escapedNUL {
                mistakes.append(InventoryFinding(.invalidValue, line: line, "a string contains a NUL character."))
            } else {
                read(document.root)
            }
        } catch {
            mistakes.append(InventoryFinding(.invalidSyntax, line: error.line, error.message))
        }
    }

    /// The line of a board, or of one of its keys.
    func line(of key: BoardEntry.Key? = nil, board index: Int) -> Int? {
        lines.line(of: key?.rawValue, table: index, of: count)
    }

    private mutating func read(_ document: StrictTable) {
        for (key, _) in document.unknownKeys(besides: ["board"]) {
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
        guard let values = value.list else {
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
                    let place = lines.line(of: nil, table: first, of: count).map { ", the first on line \($0)" } ?? ""
                    found.append(
                        InventoryFinding(
                            .duplicateName,
                            board: name,
                            key: BoardEntry.Key.name.rawValue,
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
                mistake.line = lines.line(of: mistake.key, table: index, of: count)
                mistakes.append(mistake)
            }
            if let entry { boards.append((entry, index)) }
        }
    }
}
