package import BoardProfiles

/// What `boards` found.
package struct BoardsReport: Sendable {
    /// The requested board; `nil` for all.
    package var board: String?
    /// The profiles; empty if there is an error.
    package var boards: [BoardProfile] = []
    /// The error; `nil` if there is none.
    package var error: BoardProfileError?

    /// Looks up the boards.
    package init(board: String?, in catalog: () throws(BoardProfileError) -> ProfileCatalog) {
        self.board = board
        do throws(BoardProfileError) {
            let catalog = try catalog()
            boards =
                try board.map { name throws(BoardProfileError) in [try catalog.profile(named: name)] }
                ?? catalog.profiles
        } catch {
            self.error = Advice.completing(error)
        }
    }

    package var exitStatus: ExitStatus {
        error == nil ? .ok : .usage
    }
}
