import ESPImage
import FoundationEssentials

/// A folder of this host with profiles.
package struct ProfileFolder: Sendable, Hashable {
    /// Its path.
    package var path: String
    /// Whether it is an error if the folder does not exist.
    package var isRequired: Bool

    /// Makes a folder from its path.
    package init(path: String, isRequired: Bool = false) {
        self.path = path
        self.isRequired = isRequired
    }

    /// The folders to read, each overriding those before it: the host's, the user's, and the named one.
    /// - Parameters:
    ///   - environment: the variables; only `XDG_CONFIG_HOME` and `HOME` are used.
    ///   - named: a folder that must exist.
    package static func searchPath(environment: [String: String], named: String? = nil) -> [ProfileFolder] {
        var folders = [ProfileFolder(path: "/etc/otaflash/boards")]
        // The XDG base directory specification requires that relative paths are ignored.
        if let config = environment["XDG_CONFIG_HOME"], config.hasPrefix("/") {
            folders.append(ProfileFolder(path: config + "/otaflash/boards"))
        } else if let home = environment["HOME"], !home.isEmpty {
            folders.append(ProfileFolder(path: home + "/.config/otaflash/boards"))
        }
        if let named { folders.append(ProfileFolder(path: named, isRequired: true)) }
        return folders
    }

    /// Reads every file that ends in `.toml`, sorted by name; hidden files are ignored, since they belong to editors.
    /// - Throws: `BoardProfileError`.
    func profiles() throws(BoardProfileError) -> [BoardProfile] {
        let manager = FileManager.default
        guard isRequired || manager.fileExists(atPath: path) else { return [] }
        let files: [String]
        do {
            files = try manager.contentsOfDirectory(atPath: path)
        } catch {
            throw unreadable(path, "is not a readable folder")
        }
        return try files.filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") }.sorted().map(profile)
    }

    private func profile(_ name: String) throws(BoardProfileError) -> BoardProfile {
        let file = path + "/" + name
        guard let bytes = try? Data(contentsOf: URL(filePath: file)) else {
            throw unreadable(file, "cannot be read")
        }
        guard let text = String(fileText: Array(bytes)) else {
            throw BoardProfileError(
                .invalidSyntax,
                file: file,
                "it is not UTF-8.",
                nextStep: "Save the file as UTF-8."
            )
        }
        return try BoardProfile(toml: text, name: String(name.dropLast(".toml".count)), file: file)
    }

    private func unreadable(_ path: String, _ what: String) -> BoardProfileError {
        BoardProfileError(
            .unreadable,
            file: path,
            "it \(what).",
            nextStep: "Check the path and its permissions, or move it away."
        )
    }
}
