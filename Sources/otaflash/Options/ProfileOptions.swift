import ArgumentParser
import BoardProfiles

/// Where profiles of boards are looked for.
struct ProfileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A folder with more profiles of boards, over those of the host.", valueName: "dir"),
        completion: .directory
    )
    var boardsPath: String?

    /// The profiles of the program and of the folders.
    /// - Throws: `BoardProfileError`.
    func catalog(_ environment: [String: String]) throws(BoardProfileError) -> ProfileCatalog {
        try ProfileCatalog(folders: ProfileFolder.searchPath(environment: environment, named: boardsPath))
    }

    /// The same; `nil` where a profile is wrong, which is said.
    func catalog(_ environment: [String: String], _ console: Console) -> ProfileCatalog? {
        do {
            return try catalog(environment)
        } catch {
            console.tell(error, .usage)
            return nil
        }
    }
}
