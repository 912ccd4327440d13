/// Gives each board of a run its own folder name.
///
/// Names from an inventory stay as they are; in a path or a URL, characters that no folder name may have become `_`.
struct FolderNames: Sendable, Hashable {
    private static let limit = 100

    private var names: [String: String] = [:]

    /// The folder of a board; the same for each call.
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
        // Leading separators of a path are not part of the name.
        let name = board.unicodeScalars.first?.isPartOfAName == true ? signs[...] : signs.drop { $0 == "_" }
        guard let first = name.first else { return "board" }
        // A leading dot hides the folder or means another one; a leading hyphen looks like an option.
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
