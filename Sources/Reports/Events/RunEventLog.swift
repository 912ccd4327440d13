import Fleet
import FoundationEssentials
import LuaREPL
import OTAUpgrade
import TerminalUI
import TransportCore

/// The lines of `--events`: `Schemas/event.schema.json` describes them.
///
/// A value without a clock or I/O; the time of each event is an argument.
struct RunEventLog: Sendable {
    private struct Board: Sendable, Hashable {
        var chipID: String?
        var port: String?
    }

    private var sequence: EventSequence
    private var boards: [String: Board] = [:]
    private var ends: [String: Int] = [:]
    private let start: Date
    private let namesBoards: Bool

    /// - Parameter namesBoards: whether boards have names; otherwise the chip's id names each one once it is known.
    init(run: UUID, start: Date, namesBoards: Bool) {
        sequence = EventSequence(run: run)
        self.start = start
        self.namesBoards = namesBoards
    }

    /// The first line.
    mutating func started(arguments: [String], host: String) -> EventLine {
        sequence.line(
            "run-started",
            at: start,
            [
                "tool": .string(ToolVersion.text),
                "argv": .array(arguments.map(JSONValue.string)),
                "host": .string(host),
            ]
        )
    }

    /// The line of an event; `nil` for one that is not reported.
    mutating func take(_ event: BoardEvent, at moment: Date) -> EventLine? {
        switch event.kind {
        case .found(let address):
            boards[event.board, default: Board()].port = address.description
            return nil
        case .session(let session): return take(session, of: event, at: moment)
        case .attemptStarted(let recovery):
            return line("board-started", event, moment, ["recovery": JSONValue(recovery?.rawValue)])
        case .recoveryFailed(let action, let reason):
            return line(
                "recovery-failed",
                event,
                moment,
                ["recovery": .string(action.rawValue), "message": .string(reason)]
            )
        case .staged: return line("board-staged", event, moment, [:])
        case .finished(let outcome):
            if let address = outcome.address { boards[event.board, default: Board()].port = address.description }
            ends[outcome.eventStatus, default: 0] += 1
            return line("board-finished", event, moment, outcome.eventFields)
        }
    }

    /// The line of a file that was written.
    mutating func wrote(_ artifact: Artifact, at moment: Date) -> EventLine {
        line(
            "artifact",
            of: artifact.board,
            attempt: 1,
            moment,
            [
                "kind": .string(artifact.kind.rawValue), "path": .string(artifact.path),
                "sha256": .string(artifact.sha256),
            ]
        )
    }

    /// The last line.
    mutating func finished(_ exitStatus: ExitStatus, changed: Bool, at moment: Date) -> EventLine {
        let counted = ["ok", "unchanged", "failed", "skipped", "quarantined", "cancelled"]
        return sequence.line(
            "run-finished",
            at: moment,
            [
                "success": .bool(exitStatus == .ok || changed),
                "counts": .object(Dictionary(counted.map { ($0, .integer(ends[$0] ?? 0)) }) { $1 }),
                "exit_code": .integer(Int(exitStatus.rawValue)),
            ]
        )
    }

    private mutating func take(_ session: UpgradeEvent, of event: BoardEvent, at moment: Date) -> EventLine {
        switch session {
        case .phaseStarted(let phase, let limit):
            return line(
                "phase-started",
                event,
                moment,
                ["phase": .string(phase.rawValue), "deadline_ms": JSONValue(limit.map { Int($0.seconds * 1000) })]
            )
        case .identified(let identity, let status):
            let known = boards[event.board]?.chipID
            boards[event.board, default: Board()].chipID = identity.chipID ?? known
            return line("board-identified", event, moment, ["identity": .board(identity), "slots": .status(status)])
        case .planned(let plan):
            return line(
                "planned",
                event,
                moment,
                [
                    "from": .string(plan.from), "to": .string(plan.to), "from_version": JSONValue(plan.runningVersion),
                    "to_version": JSONValue(plan.imageVersion), "bytes": .integer(plan.imageSize),
                ]
            )
        case .restartingFirst(let reason):
            return line("board-restarting", event, moment, ["reason": .string(reason.rawValue)])
        case .progress(let progress):
            return line(
                "progress",
                event,
                moment,
                [
                    "phase": .string(UpgradePhase.write.rawValue), "done": .integer(progress.bytes),
                    "total": .integer(progress.total), "unit": "bytes", "wire_bytes": .integer(progress.wireBytes),
                    "retries": .integer(progress.retries),
                ]
            )
        case .warning(let warning):
            return line(
                "warning",
                event,
                moment,
                ["code": .string(warning.code), "message": .string(warning.description)]
            )
        case .portReturned(let address):
            let old = boards[event.board]?.port
            boards[event.board, default: Board()].port = address.description
            return line(
                "port-changed",
                event,
                moment,
                ["old": JSONValue(old), "new": .string(address.description)]
            )
        }
    }

    private mutating func line(
        _ type: String,
        _ event: BoardEvent,
        _ moment: Date,
        _ fields: [String: JSONValue]
    ) -> EventLine {
        line(type, of: event.board, attempt: event.attempt, moment, fields)
    }

    private mutating func line(
        _ type: String,
        of name: String,
        attempt: Int,
        _ moment: Date,
        _ fields: [String: JSONValue]
    ) -> EventLine {
        let board = boards[name]
        let always = [
            "board": JSONValue(namesBoards ? name : board?.chipID), "port": JSONValue(board?.port),
            "attempt": JSONValue.integer(max(1, attempt)),
        ]
        return sequence.line(type, at: moment, always.merging(fields) { $1 })
    }
}
