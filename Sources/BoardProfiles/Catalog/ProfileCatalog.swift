/// All profiles that are known: those of the program, and those of this host.
public struct ProfileCatalog: Sendable, Hashable {
    /// The profiles in the order of their names.
    public let profiles: [BoardProfile]

    /// Reads the profiles of the program, and those of folders over them.
    ///
    /// A profile of a later folder takes the whole place of one with the same name.
    /// - Throws: `BoardProfileError`, which names the file; nothing that is wrong is left out.
    public init(folders: [ProfileFolder] = []) throws(BoardProfileError) {
        var found: [String: BoardProfile] = [:]
        for (name, text) in EmbeddedProfiles.all {
            let text = String(decoding: text, as: UTF8.self)
            found[name] = try BoardProfile(toml: text, name: name, file: "Boards/\(name).toml")
        }
        for folder in folders {
            for profile in try folder.profiles() { found[profile.name] = profile }
        }
        self.init(profiles: found.values)
    }

    /// Takes profiles as they are; names are unique.
    public init(profiles: some Sequence<BoardProfile>) {
        self.profiles = profiles.sorted { $0.name < $1.name }
    }

    /// The profile of that name.
    /// - Throws: `unknownBoard`, with names that may be meant.
    public func profile(named name: String) throws(BoardProfileError) -> BoardProfile {
        if let profile = profiles.first(where: { $0.name == name }) { return profile }
        let near = SimilarNames.nearest(to: name, in: profiles.map(\.name), limit: 4)
        throw BoardProfileError(
            .unknownBoard,
            "There is no profile of a board “\(name)”.",
            nextStep: near.isEmpty
                ? "`otaflash boards` lists the names."
                : "Say which one is meant: \(near.joined(separator: ", "))."
        )
    }

    /// The boards that a port on USB may belong to; many share their ids.
    /// - Parameter interface: the interface of the device that carries the port; `nil`, where it is not known, fits any.
    public func profiles(vendor: UInt16, product: UInt16, interface: UInt8? = nil) -> [BoardProfile] {
        profiles.filter { $0.port(vendor: vendor, product: product, interface: interface) != nil }
    }
}
