import ESPImage

/// Commands that create a labgrid place for each board; they can be run again.
///
/// Not a file for labgrid's `contrib/sync-places.py`, which deletes every place that is not in its file. Sources:
/// labgrid 26.0.1 `remote/client.py` (`create` refuses an existing place, `add-match` skips an existing pattern, `set-tags`
/// replaces the values of the keys that it names), `remote/common.py` (`TAG_KEY`, `TAG_VAL`).
enum LabgridPlacesDialect: ExportDialect {
    static let lostKeys: [BoardEntry.Key] = [.check, .powerHook]

    static func text(_ boards: [ExportedBoard], bench: String, by program: String, notes: inout [String]) -> String {
        var lines = [
            "#!/bin/sh",
            "# labgrid places, written by \(program); LG_COORDINATOR names the coordinator. Can be run again.",
            "# Other places are kept; sync-places.py would delete every place that is not in its file.",
            "set -eu",
        ]
        for board in boards {
            let client = "labgrid-client --place=\(board.name.quotedForShell)"
            lines += [
                "",
                "\(client) show >/dev/null 2>&1 || \(client) create",
                "\(client) add-match \("*/\(board.name)/*".quotedForShell)",
            ]
            let tags = tags(of: board, notes: &notes)
            if !tags.isEmpty { lines.append("\(client) set-tags \(tags.joined(separator: " "))") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `chip=esp32`, `profile=…`, and the board's tags: `wifi` becomes `wifi=yes`; a tag with a `=` does not change.
    private static func tags(of board: ExportedBoard, notes: inout [String]) -> [String] {
        var tags: [(key: String, value: String)] = []
        if let chip = board.chip { tags.append(("chip", chip.rawValue)) }
        if let profile = board.entry.profile { tags.append(("profile", profile)) }
        for tag in board.tags {
            let parts = tag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let (key, value) = (parts[0], parts.count > 1 ? parts[1] : "yes")
            guard key.isTagKey, value.isBoardName, !tags.contains(where: { $0.key == key }) else {
                notes.append("labgrid does not allow the tag “\(tag)”, so \(board.name) does not get it.")
                continue
            }
            tags.append((key, value))
        }
        return tags.map { "\($0.key)=\($0.value)" }
    }
}

extension String {
    fileprivate var isTagKey: Bool {
        guard let first = utf8.first, (0x61...0x7A).contains(first), utf8.count > 1 else { return false }
        return utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
    }

}
