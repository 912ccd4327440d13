import BoardProfiles

/// What `boards` found.
struct BoardsReport: Sendable {
    /// The board that was asked for; `nil` for all.
    var board: String?
    /// The profiles; empty where something is wrong.
    var boards: [BoardProfile] = []
    /// What is wrong; `nil` where nothing is.
    var error: BoardProfileError?

    /// Looks the boards up.
    init(board: String?, in catalog: () throws(BoardProfileError) -> ProfileCatalog) {
        self.board = board
        do throws(BoardProfileError) {
            let catalog = try catalog()
            boards =
                try board.map { name throws(BoardProfileError) in [try catalog.profile(named: name)] }
                ?? catalog.profiles
        } catch {
            self.error = error
        }
    }

    var exitStatus: ExitStatus {
        error == nil ? .ok : .usage
    }
}
