import BoardProfiles

/// What `boards` found.
struct BoardsReport: Sendable {
    /// The requested board; `nil` for all.
    var board: String?
    /// The profiles; empty if there is an error.
    var boards: [BoardProfile] = []
    /// The error; `nil` if there is none.
    var error: BoardProfileError?

    /// Looks up the boards.
    init(board: String?, in catalog: () throws(BoardProfileError) -> ProfileCatalog) {
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

    var exitStatus: ExitStatus {
        error == nil ? .ok : .usage
    }
}
