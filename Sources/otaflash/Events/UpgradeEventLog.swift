import FoundationEssentials
import LuaREPL
import OTAUpgrade
import TransportCore

/// The lines of `--events` for one upgrade: `Schemas/event.schema.json` describes them.
///
/// A value without clock and I/O; the moment of each event is an argument.
struct UpgradeEventLog: Sendable {
    private var sequence: EventSequence
    private var port: String?
    private var board: String?
    private let start: Date

    /// - Parameter port: where the board is found; `nil` where that is still to be found out.
    init(run: UUID, port: TransportAddress?, start: Date) {
        sequence = EventSequence(run: run)
        self.port = port?.description
        self.start = start
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

    /// The port was found.
    mutating func use(_ port: TransportAddress) {
        self.port = port.description
    }

    /// The line of an event of the session.
    mutating func take(_ event: UpgradeEvent, at moment: Date) -> EventLine {
        switch event {
        case .phaseStarted(let phase, let limit):
            return line(
                "phase-started",
                moment,
                ["phase": .string(phase.rawValue), "deadline_ms": JSONValue(limit.map { Int($0.seconds * 1000) })]
            )
        case .identified(let identity, let status):
            board = identity.chipID ?? board
            return line("board-identified", moment, ["identity": .board(identity), "slots": .status(status)])
        case .planned(let plan):
            return line(
                "planned",
                moment,
                [
                    "from": .string(plan.from), "to": .string(plan.to), "from_version": JSONValue(plan.runningVersion),
                    "to_version": JSONValue(plan.imageVersion), "bytes": .integer(plan.imageSize),
                ]
            )
        case .restartingFirst(let reason):
            return line("board-restarting", moment, ["reason": .string(reason.rawValue)])
        case .progress(let progress):
            return line(
                "progress",
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
                moment,
                ["code": .string(warning.code), "message": .string(warning.description)]
            )
        case .portReturned(let address):
            let old = port
            port = address.description
            return line("port-changed", moment, ["old": JSONValue(old), "new": .string(address.description)])
        }
    }

    /// The last two lines.
    mutating func finished(_ report: UpgradeReport, at moment: Date) -> [EventLine] {
        port = report.port?.description ?? port
        let duration = Int((moment.timeIntervalSince(start) * 1000).rounded())
        let board = line(
            "board-finished",
            moment,
            report.eventFields.merging(["duration_ms": .integer(duration)]) { $1 }
        )
        return [board, finished(report.eventStatus, report.exitStatus, at: moment)]
    }

    /// The last line of a run that ends without knowing more.
    mutating func finished(_ status: String, _ exitStatus: ExitStatus, at moment: Date) -> EventLine {
        let counted = ["ok", "unchanged", "failed", "skipped", "quarantined", "cancelled"]
        let counts = counted.map { ($0, JSONValue.integer($0 == status ? 1 : 0)) }
        return sequence.line(
            "run-finished",
            at: moment,
            [
                "success": .bool(exitStatus == .ok),
                "counts": .object(Dictionary(counts) { $1 }),
                "exit_code": .integer(Int(exitStatus.rawValue)),
            ]
        )
    }

    private mutating func line(_ type: String, _ moment: Date, _ fields: [String: JSONValue]) -> EventLine {
        let always = ["board": JSONValue(board), "port": JSONValue(port), "attempt": JSONValue.integer(1)]
        return sequence.line(type, at: moment, always.merging(fields) { $1 })
    }
}
