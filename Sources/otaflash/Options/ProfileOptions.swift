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
}
