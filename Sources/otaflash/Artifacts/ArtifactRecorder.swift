import Bench
import FoundationEssentials
import LuaREPL
import Synchronization
import TransportCore

/// Keeps what a run of one board or of many leaves behind: a folder for each board, with its files (`ArtifactKind`).
///
/// Files grow while the run lasts, so that what a run that was killed has written is there. Nothing of them is kept in memory
/// but the last bytes that came from each board. A file that cannot be written does not end a run.
final class ArtifactRecorder: Sendable {
    private struct State {
        var names = FolderNames()
        var boards: [String: BoardRecorder] = [:]
    }

    private let directory: String
    private let facts: RunFacts
    private let state = Mutex(State())

    /// Makes a recorder; nothing is written before there is something to write.
    /// - Parameter directory: a folder that is there.
    init(directory: String, facts: RunFacts) {
        self.directory = directory.count > 1 && directory.hasSuffix("/") ? String(directory.dropLast()) : directory
        self.facts = facts
    }

    /// Writes an event of a board, and withholds what follows in a run that is redacted.
    func take(_ event: BoardEvent) {
        recorder(of: event.board).take(event)
    }

    /// A connector that opens what another one opens, and has written down what goes through it.
    /// - Parameter token: what marks the board's answers, which a replay needs.
    func recording(
        _ connector: any TransportConnector,
        board: String,
        token: DialogueToken? = nil
    ) -> any TransportConnector {
        recorder(of: board).recording(connector, token: token)
    }

    /// Writes the files about what a run came to, when it is over.
    /// - Returns: the files of all boards, and the first one that is missing or not whole.
    func finish(_ report: RunReport) -> (artifacts: [Artifact], failure: ResultFailure?) {
        let ends = report.boards.map { recorder(of: $0.board).finish($0, of: report) }
        return (ends.flatMap(\.artifacts), ends.lazy.compactMap(\.failure).first)
    }

    private func recorder(of board: String) -> BoardRecorder {
        state.withLock { state in
            if let known = state.boards[board] { return known }
            let folder = "\(directory)/\(state.names.name(of: board))"
            let recorder = BoardRecorder(board, folder: folder, facts: facts)
            state.boards[board] = recorder
            return recorder
        }
    }
}
