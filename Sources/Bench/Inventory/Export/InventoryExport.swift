public import BoardProfiles

/// An inventory in the format of another tool.
public struct InventoryExport: Sendable, Hashable {
    /// The text of the file.
    public let text: String
    /// What the format cannot say, and what was left out, in whole sentences.
    public let notes: [String]

    /// Writes boards in a format.
    /// - Parameters:
    ///   - boards: the boards, which are right as they are.
    ///   - bench: a name for all of them together.
    ///   - host: where they are looked for: what is known of a port only while it is there is known for those.
    ///   - catalog: the profiles that they may have.
    public init(
        _ boards: [BoardEntry],
        as format: ExportFormat,
        bench: String,
        on host: BenchHost,
        profiles catalog: ProfileCatalog
    ) {
        let exported = boards.compactMap { ExportedBoard($0, on: host, profiles: catalog) }
        var notes: [String] = []
        text = format.dialect.text(exported, bench: bench, notes: &notes)
        let lost = format.dialect.lostKeys.compactMap { key -> String? in
            let names = boards.filter { $0.has(key) }.map(\.name)
            return names.isEmpty ? nil : "\(key.rawValue) (\(names.joined(separator: ", ")))"
        }
        if !lost.isEmpty { notes.append("\(format.rawValue) has no place for \(lost.joined(separator: ", ")).") }
        self.notes = notes
    }
}

extension BoardEntry {
    fileprivate func has(_ key: CodingKeys) -> Bool {
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
