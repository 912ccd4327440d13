package import Fleet
import FoundationEssentials
package import LuaREPL
import Synchronization
package import TransportCore

/// Writes the artifacts of a run of one board or many: a folder for each board, with its files (`ArtifactKind`).
///
/// Files grow during the run, so that a killed run leaves what it has written. Only the last bytes from each board are
/// kept in memory. A file that cannot be written does not end the run.
package final class ArtifactRecorder: RunReporter {
    private struct State {
        var names = FolderNames()
        var boards: [String: BoardRecorder] = [:]
    }

    private let directory: String
    private let facts: RunFacts
    private let state = Mutex(State())

    /// Creates a recorder; no file is created before there is something to write.
    /// - Parameter directory: an existing folder.
    package init(directory: String, facts: RunFacts) {
        self.directory = directory.count > 1 && directory.hasSuffix("/") ? String(directory.dropLast()) : directory
        self.facts = facts
    }

    /// Writes an event of a board; in a redacted run, starts or stops withholding the traffic.
    package func take(_ event: BoardEvent) {
        recorder(of: event.board).take(event)
    }

    /// A connector that wraps another one and records its traffic.
    /// - Parameter token: marks the board's answers; a replay needs it.
    package func recording(
        _ connector: any TransportConnector,
        board: String,
        token: DialogueToken? = nil
    ) -> any TransportConnector {
        recorder(of: board).recording(connector, token: token)
    }

    /// Writes the final files when the run is over.
    /// - Returns: the files of all boards, and the first failure to write one.
    package func finish(_ report: RunReport) -> RunFiles {
        let ends = report.boards.map { recorder(of: $0.board).finish($0, of: report) }
        return RunFiles(artifacts: ends.flatMap(\.artifacts), failures: Array(ends.compactMap(\.failure).prefix(1)))
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
