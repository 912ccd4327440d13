package import BoardProfiles

/// An inventory in the format of another tool.
package struct InventoryExport: Sendable, Hashable {
    /// The text of the file.
    package let text: String
    /// What the format cannot express, and what was left out, in complete sentences.
    package let notes: [String]

    /// Writes boards in a format.
    /// - Parameters:
    ///   - boards: the boards, already checked.
    ///   - bench: the name of the bench.
    ///   - program: what writes the export; a comment in the file names it.
    ///   - host: where to look for them: some facts about a port are known only while it is connected.
    ///   - catalog: the available profiles.
    package init(
        _ boards: [BoardEntry],
        as format: ExportFormat,
        bench: String,
        by program: String,
        on host: BenchHost,
        profiles catalog: ProfileCatalog
    ) {
        let exported = boards.compactMap { ExportedBoard($0, on: host, profiles: catalog) }
        var notes: [String] = []
        text = format.dialect.text(exported, bench: bench, by: program, notes: &notes)
        let lost = format.dialect.lostKeys.compactMap { key -> String? in
            let names = boards.filter { $0.has(key) }.map(\.name)
            return names.isEmpty ? nil : "\(key.rawValue) (\(names.joined(separator: ", ")))"
        }
        if !lost.isEmpty { notes.append("\(format.rawValue) has no equivalent of \(lost.joined(separator: ", ")).") }
        self.notes = notes
    }
}

extension BoardEntry {
    fileprivate func has(_ key: Key) -> Bool {
        switch key {
        case .profile: profile != nil
        case .tags: tags?.isEmpty == false
        case .chip: chip != nil
        case .check: check != nil
        case .powerHook: powerHook != nil
        default: false
        }
    }
}
