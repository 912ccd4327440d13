import ArgumentParser
import Inventory
import LuaREPL
import Reports

/// Which boards of a bench to work on.
struct FleetSelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The bench's inventory: its boards, and where they are.", valueName: "file"),
        completion: .file(extensions: ["toml"])
    )
    var inventory: String?

    @Option(
        help: ArgumentHelp(
            "Only these boards: names separated by commas; can be repeated.",
            valueName: "name"
        ),
        transform: Self.names
    )
    var board: [[String]] = []

    @Option(
        help: ArgumentHelp("Only boards that have all of these tags.", valueName: "tag"),
        transform: Self.names
    )
    var tag: [[String]] = []

    @Option(help: ArgumentHelp("The most boards to work on at the same time.", valueName: "count"))
    var jobs = 16

    mutating func validate() throws {
        guard (1...1000).contains(jobs) else {
            throw ValidationError("--jobs takes a number between 1 and 1000, not \(jobs).")
        }
    }

    /// The file of the inventory.
    ///
    /// Not checked while parsing: the environment may name it.
    /// - Throws: `ValidationError` if none was named.
    var file: String {
        get throws {
            guard let inventory else {
                throw ValidationError(
                    "Name the bench's inventory with --inventory; `otaflash inventory discover` writes one."
                )
            }
            return inventory
        }
    }

    /// The selected boards, in the order of the inventory.
    /// - Throws: `ValidationError` if no board is selected.
    func boards(of inventory: Inventory) throws -> [BoardEntry] {
        let (names, tags) = (Set(board.joined()), Set(tag.joined()))
        for name in board.joined() {
            do {
                _ = try inventory.board(named: name)
            } catch {
                throw ValidationError(error.description.printable)
            }
        }
        let meant = inventory.boards.filter { entry in
            (names.isEmpty || names.contains(entry.name)) && tags.isSubset(of: entry.tags ?? [])
        }
        guard !meant.isEmpty else {
            let reason = inventory.boards.isEmpty ? "has no boards" : "has no board that matches --board and --tag"
            throw ValidationError("“\(try file)” \(reason).".printable)
        }
        return meant
    }

    private static func names(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.filter { $0 != " " } }
    }
}
