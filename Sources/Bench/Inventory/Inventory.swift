import BoardProfiles
public import DeviceDiscovery
import TOMLKit
public import TransportCore

/// The boards of a bench and what they are called, from a file of `[[board]]` tables.
public struct Inventory: Sendable, Hashable {
    /// Where a board is.
    public enum Place: Sendable, Hashable {
        /// At an address.
        case address(TransportAddress)
        /// At the port of this host that is selected so.
        case device(DeviceSelector)
    }

    /// The boards in the order of the file.
    public let boards: [BoardEntry]
    private let file: String

    /// Reads an inventory.
    /// - Parameters:
    ///   - toml: The text.
    ///   - file: The name that errors call it by.
    /// - Throws: `InventoryError`; keys that are not known are refused, since they are misspelt ones.
    public init(toml: String, file: String) throws(InventoryError) {
        self.file = file
        if let slip = TOMLGuard(toml) { throw .syntax(file, line: slip.line, slip.message) }
        do {
            boards = try TOMLDecoder(strictDecoding: true).decode(Document.self, from: toml).board ?? []
        } catch let error as TOMLParseError {
            throw .syntax(file, line: error.source.begin.line, error.description)
        } catch {
            throw .entry(file, "\(Self.reason(error)).")
        }
        var names: Set<String> = []
        for board in boards {
            _ = try place(of: board)
            guard names.insert(board.name).inserted else {
                throw .entry(file, "two boards are called “\(board.name)”.")
            }
        }
    }

    /// Where the board of that name is.
    /// - Throws: `unknownBoard`, with the names that there are.
    public func place(ofBoard name: String) throws(InventoryError) -> Place {
        try place(of: board(named: name))
    }

    /// The board of that name.
    /// - Throws: `unknownBoard`, with the names that there are.
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
        guard !board.name.isEmpty, board.name.utf8.allSatisfy(\.isPartOfAName) else {
            throw .entry(file, "“\(board.name)” is no name: letters, digits, “.”, “_” and “-” make one.")
        }
        switch (board.port, board.device) {
        case (let port?, nil):
            guard let address = TransportAddress(port) else {
                throw .entry(file, "the port “\(port)” of \(board.name) is neither a path nor a URL.")
            }
            return .address(address)
        case (nil, let device?):
            guard let selector = DeviceSelector(device), !selector.isName else {
                throw .entry(file, "the device “\(device)” of \(board.name) is no selector such as serial:TEXT.")
            }
            return .device(selector)
        case (nil, nil), (.some, .some):
            throw .entry(file, "\(board.name) needs either a port or a device.")
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            "\(path(context)) lacks the key “\(key.stringValue)”"
        case DecodingError.typeMismatch(let type, let context):
            "\(path(context)) is no \(type)"
        case let error as UnexpectedKeysError:
            "there is no key "
                + error.keys.keys.sorted().map { "“\($0)”" }.joined(separator: ", nor ")
        default:
            "it is no inventory (\(error))"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        context.codingPath.map { $0.intValue.map { "[\($0 + 1)]" } ?? $0.stringValue }.joined(separator: ".")
    }
}

extension Inventory {
    private struct Document: Codable {
        var board: [BoardEntry]?
    }
}

extension InventoryError {
    fileprivate static func syntax(_ file: String, line: Int, _ message: String) -> InventoryError {
        InventoryError(
            .invalidSyntax,
            "“\(file)”, line \(line): \(message).",
            nextStep: "Correct it; Documentation/Devices.md shows an inventory."
        )
    }

    fileprivate static func entry(_ file: String, _ message: String) -> InventoryError {
        InventoryError(
            .invalidEntry,
            "“\(file)”: \(message)",
            nextStep: "Correct it; a board has name, port or device, profile, tags, chip, check and power_hook."
        )
    }
}

extension DeviceSelector {
    fileprivate var isName: Bool {
        if case .name = criterion { true } else { false }
    }
}

extension UInt8 {
    fileprivate var isPartOfAName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
