/// Gives each board of a run a folder's name of its own.
///
/// The names of an inventory are taken as they are; of a path or a URL what a folder's name may not have becomes `_`.
struct FolderNames: Sendable, Hashable {
    private static let limit = 100

    private var names: [String: String] = [:]

    /// The folder of a board, always the same.
    mutating func name(of board: String) -> String {
        if let name = names[board] { return name }
        let plain = Self.plain(board)
        let others = Set(names.values)
        var name = plain
        var number = 2
        while others.contains(name) {
            name = "\(plain)-\(number)"
            number += 1
        }
        names[board] = name
        return name
    }

    private static func plain(_ board: String) -> String {
        let signs = board.unicodeScalars.map { $0.isPartOfAName ? Character($0) : "_" }
        // What stands before the first sign of a path is no part of a name.
        let name = board.unicodeScalars.first?.isPartOfAName == true ? signs[...] : signs.drop { $0 == "_" }
        guard let first = name.first else { return "board" }
        // One that begins with a point is hidden or means another folder, one with a hyphen looks like an option.
        return (first == "." || first == "-" ? "_" : "") + String(name.prefix(limit))
    }
}

extension Unicode.Scalar {
    fileprivate var isPartOfAName: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
        default: false
        }
    }
}
