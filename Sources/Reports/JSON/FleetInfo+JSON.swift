import OTAUpgrade
import TerminalUI
import TransportCore

extension FleetInfo {
    /// The document of `fleet info`; `Schemas/fleet-info.schema.json` describes it.
    package var json: JSONValue {
        [
            "v": 1,
            "result": .string(exitStatus == .ok ? "ok" : "failed"),
            "exit_code": .integer(Int(exitStatus.rawValue)),
            "boards": .array(boards.map(\.json)),
        ]
    }
}

extension FleetInfo.Board {
    fileprivate var json: JSONValue {
        [
            "board": .string(name),
            "port": JSONValue(outcome.port?.description),
            "error": .error(outcome.error),
            "identity": .board(outcome.value, failedWith: outcome.error),
            "otaupgrade": .slots(outcome.value),
        ]
    }
}
