import StrictTOML

/// All known profiles: those of the program, and those of this host.
package struct ProfileCatalog: Sendable, Hashable {
    /// The profiles in the order of their names.
    package let profiles: [BoardProfile]

    /// Reads the profiles of the program, and then those of folders, which override them.
    ///
    /// A profile of a later folder completely replaces one with the same name.
    /// - Throws: `BoardProfileError`, which names the file; an invalid profile is never skipped.
    package init(folders: [ProfileFolder] = []) throws(BoardProfileError) {
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

    /// Makes a catalog of profiles with unique names.
    package init(profiles: some Sequence<BoardProfile>) {
        self.profiles = profiles.sorted { $0.name < $1.name }
    }

    /// The profile with that name.
    /// - Throws: `unknownBoard`, with similar names.
    package func profile(named name: String) throws(BoardProfileError) -> BoardProfile {
        if let profile = profiles.first(where: { $0.name == name }) { return profile }
        let near = SimilarNames.nearest(to: name, in: profiles.map(\.name), limit: 4)
        throw BoardProfileError(
            .unknownBoard,
            "There is no board profile “\(name)”.",
            nextStep: near.isEmpty
                ? "No profile has a similar name."
                : "Did you mean \(near.joined(separator: ", "))?"
        )
    }

    /// The boards that a USB port may belong to; many share their IDs.
    /// - Parameter interface: the interface of the device's port; `nil`, if it is not known, matches any.
    package func profiles(vendor: UInt16, product: UInt16, interface: UInt8? = nil) -> [BoardProfile] {
        profiles.filter { $0.port(vendor: vendor, product: product, interface: interface) != nil }
    }
}
