import ESPImage
import FoundationEssentials

/// A folder with profiles of this host.
public struct ProfileFolder: Sendable, Hashable {
    /// Where it is.
    public var path: String
    /// Whether it is an error that it is not there.
    public var isRequired: Bool

    /// Makes a folder from its path.
    public init(path: String, isRequired: Bool = false) {
        self.path = path
        self.isRequired = isRequired
    }

    /// The folders that are looked at, each over those before it: of the host, of the user, and the one that was named.
    /// - Parameters:
    ///   - environment: of which `XDG_CONFIG_HOME` and `HOME` count.
    ///   - named: a folder that must be there.
    public static func searchPath(environment: [String: String], named: String? = nil) -> [ProfileFolder] {
        var folders = [ProfileFolder(path: "/etc/otaflash/boards")]
        // The base directory specification has paths that are not absolute ignored.
        if let config = environment["XDG_CONFIG_HOME"], config.hasPrefix("/") {
            folders.append(ProfileFolder(path: config + "/otaflash/boards"))
        } else if let home = environment["HOME"], !home.isEmpty {
            folders.append(ProfileFolder(path: home + "/.config/otaflash/boards"))
        }
        if let named { folders.append(ProfileFolder(path: named, isRequired: true)) }
        return folders
    }

    /// Reads every file that ends in `.toml`, in the order of their names; hidden ones are left to the editors.
    /// - Throws: `BoardProfileError`.
    func profiles() throws(BoardProfileError) -> [BoardProfile] {
        let manager = FileManager.default
        guard isRequired || manager.fileExists(atPath: path) else { return [] }
        let files: [String]
        do {
            files = try manager.contentsOfDirectory(atPath: path)
        } catch {
            throw unreadable(path, "is no folder that can be read")
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
