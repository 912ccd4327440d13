public import DeviceDiscovery
public import TransportCore

/// The boards of a bench and their names, from a file of `[[board]]` tables.
public struct Inventory: Sendable, Hashable {
    /// Where a board is.
    public enum Place: Sendable, Hashable {
        /// At an address.
        case address(TransportAddress)
        /// At the port of this host that the selector matches.
        case device(DeviceSelector)
    }

    /// The boards in the order of the file.
    public let boards: [BoardEntry]
    private let file: String

    /// Reads an inventory.
    /// - Parameters:
    ///   - toml: The text.
    ///   - file: The name of the file in errors.
    /// - Throws: `InventoryError`; unknown keys are refused, since they are usually misspelt.
    public init(toml: String, file: String) throws(InventoryError) {
        self.file = file
        // The byte order mark that some editors put at the start of a file.
        let toml = toml.unicodeScalars.first == "\u{FEFF}" ? String(toml.unicodeScalars.dropFirst()) : toml
        let reader = InventoryReader(toml)
        if let mistake = reader.mistakes.first { throw InventoryError(mistake, file: file) }
        boards = reader.boards.map(\.entry)
    }

    /// The place of the board with that name.
    /// - Throws: `unknownBoard`, with the known names.
    public func place(ofBoard name: String) throws(InventoryError) -> Place {
        try place(of: board(named: name))
    }

    /// The board with that name.
    /// - Throws: `unknownBoard`, with the known names.
    public func board(named name: String) throws(InventoryError) -> BoardEntry {
        if let board = boards.first(where: { $0.name == name }) { return board }
        throw InventoryError(
            .unknownBoard,
            "“\(file)” has no board “\(name)”.",
            nextStep: boards.isEmpty
                ? "Add it as a [[board]] with name and device."
                : "It has \(boards.map(\.name).joined(separator: ", "))."
        )
    }

    private func place(of board: BoardEntry) throws(InventoryError) -> Place {
        do throws(InventoryFinding) {
            return try board.place()
        } catch {
            throw InventoryError(error, file: file)
        }
    }
}
