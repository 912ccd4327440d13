import ArgumentParser
import BoardProfiles
import Reports
import TerminalUI

/// Where to look for board profiles.
struct ProfileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A folder with more board profiles, which override all others.", valueName: "dir"),
        completion: .directory
    )
    var boardsPath: String?

    /// The built-in profiles and those of the folders.
    /// - Throws: `BoardProfileError`.
    func catalog(_ environment: [String: String]) throws(BoardProfileError) -> ProfileCatalog {
        try ProfileCatalog(folders: ProfileFolder.searchPath(environment: environment, named: boardsPath))
    }

    /// The same; reports an invalid profile and returns `nil`.
    func catalog(_ environment: [String: String], _ console: Console) -> ProfileCatalog? {
        do {
            return try catalog(environment)
        } catch {
            console.tell(Advice.completing(error), .usage)
            return nil
        }
    }
}
