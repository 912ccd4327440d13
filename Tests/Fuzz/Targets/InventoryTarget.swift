import Bench

/// Any text as the inventory of a bench: a refusal that says what to do, or boards of which each is at one place.
public enum InventoryTarget: FuzzTarget {
    /// Its name, `inventory`.
    public static let name = "inventory"

    /// Reads the text.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        let inventory: Inventory
        do throws(InventoryError) {
            inventory = try Inventory(toml: String(decoding: bytes, as: UTF8.self), file: "bench.toml")
        } catch {
            try demand(!error.message.isEmpty && !error.nextStep.isEmpty, "an error without words")
            return
        }
        try demand(Set(inventory.boards.map(\.name)).count == inventory.boards.count, "a name twice")
        for board in inventory.boards {
            try demand((try? inventory.place(ofBoard: board.name)) != nil, "no place of “\(board.name)”")
        }
    }
}
