import Fleet
import FoundationEssentials
import LuaREPL
import OTAUpgrade
import Synchronization
import TerminalUI
import TransportCore
import TransportTrace

/// Records what happens to one board.
final class BoardRecorder: Sendable {
    private struct State {
        var folder: ArtifactFolder
        var log: RunEventLog
        var hasBegun = false
        var received = ReceivedTail()
        var connectors: [TracingConnector] = []
    }

    private let board: String
    private let facts: RunFacts
    private let state: Mutex<State>

    init(_ board: String, folder: String, facts: RunFacts) {
        (self.board, self.facts) = (board, facts)
        let log = RunEventLog(run: facts.run, start: facts.clock.start, namesBoards: true)
        state = Mutex(State(folder: ArtifactFolder(folder), log: log))
    }

    /// Writes an event.
    func take(_ event: BoardEvent) {
        let connectors = state.withLock { state in
            if !state.hasBegun {
                state.hasBegun = true
                let line = state.log.started(arguments: facts.arguments, host: facts.host)
                state.folder.append(line.bytes, to: .events)
            }
            if let line = state.log.take(event, at: facts.clock.moment) { state.folder.append(line.bytes, to: .events) }
            if case .attemptStarted(let recovery) = event.kind {
                let after = recovery.map { ", after \($0.rawValue)" } ?? ""
                state.folder.append("# attempt \(event.attempt)\(after)\n", to: .serialTrace)
            }
            return state.connectors
        }
        guard facts.isRedacted, case .session(.phaseStarted(let phase, _)) = event.kind else { return }
        // Not under the lock: the connector delivers records under its own lock.
        for connector in connectors { connector.withhold(phase == .write || phase == .check) }
    }

    /// A connector that wraps another one and records its traffic.
    func recording(_ connector: any TransportConnector, token: DialogueToken?) -> any TransportConnector {
        let tracing = TracingConnector(connector) { [self] record in take(record) }
        state.withLock { state in
            let header = TraceHeader(token: token?.digits)
            state.folder.append("\(header)\n# otaflash \(ToolVersion.text)\n", to: .serialTrace)
            state.connectors.append(tracing)
        }
        return tracing
    }

    private func take(_ record: TraceRecord) {
        state.withLock { state in
            state.folder.append("\(record)\n", to: .serialTrace)
            guard case .fromBoard(.shown(let bytes), _) = record.event else { return }
            state.folder.append(bytes, to: .serialLog)
            state.received.append(bytes)
        }
    }

    /// Writes the final files.
    func finish(_ outcome: BoardOutcome, of report: RunReport) -> (artifacts: [Artifact], failure: ResultFailure?) {
        state.withLock { state in
            state.connectors = []
            state.folder.endStreams()
            if let before = outcome.before { write(.status(before), as: .before, &state) }
            if let result = outcome.result {
                if let after = result.after { write(.status(after), as: .after, &state) }
                if let plan = result.plan { write(.plan(plan), as: .plan, &state) }
            }
            let dossier = BoardDossier(
                outcome,
                of: report,
                facts: facts,
                received: state.received,
                files: state.folder.files().map(\.path)
            )
            state.folder.write(dossier.text, as: .report)
            return (state.folder.finish(board: board), state.folder.failure)
        }
    }

    private func write(_ value: JSONValue, as kind: ArtifactKind, _ state: inout State) {
        state.folder.write(value.text(isPretty: true) + "\n", as: kind)
    }
}
