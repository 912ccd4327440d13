package import Fleet
import OTAUpgrade
import TerminalUI
import TransportCore

extension FleetSummary {
    /// The document of `fleet upgrade` and `fleet plan`; `Schemas/fleet.schema.json` describes it.
    package var json: JSONValue {
        [
            "v": 1,
            "result": .string(exitStatus == .ok ? "ok" : "failed"),
            "exit_code": .integer(Int(exitStatus.rawValue)),
            "error": .error(refusal),
            "image": .image(run.inspection, file: run.file),
            "duration": .duration(run.duration),
            "retry_command": .commands(retryCommands),
            "downgrade_command": .commands(downgradeCommands),
            "boards": .array(run.boards.map(\.json)),
        ]
    }
}

extension JSONValue {
    /// The commands as one line for a shell; null if there are none.
    fileprivate static func commands(_ commands: [String]) -> JSONValue {
        commands.isEmpty ? .null : .string(commands.joined(separator: "; "))
    }
}

extension BoardOutcome {
    /// The outcome of one board.
    package var json: JSONValue {
        [
            "board": .string(board),
            "port": JSONValue(address?.description),
            "status": .string(eventStatus),
            "code": .string(code),
            "error": .error(error),
            "identity": .board(result?.identity),
            "state": .boardState(error?.board ?? result?.after.map { BoardState($0) }),
            "before": .status(before),
            "after": .status(result?.after),
            "duration": .duration(duration),
            "warnings": .warnings(result?.warnings ?? []),
            "attempts": .array(attempts.map(\.json)),
        ]
    }
}

extension UpgradeAttempt {
    fileprivate var json: JSONValue {
        [
            "recovery": JSONValue(recovery?.rawValue),
            "port": JSONValue(address?.description),
            "error": .error(error),
            "duration": .duration(result?.total),
        ]
    }
}
