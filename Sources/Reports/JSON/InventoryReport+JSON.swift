import DeviceDiscovery
import Inventory
import TransportCore

extension InventoryReport {
    /// The document of `inventory check`; `Schemas/inventory-check.schema.json` describes it.
    package var json: JSONValue {
        [
            "v": 1,
            "result": check.mistakes.isEmpty ? "ok" : "mistakes",
            "exit_code": .integer(Int(exitStatus.rawValue)),
            "file": .string(file),
            "boards": .array(check.boards.map(\.json)),
            "findings": .array(check.findings.map(\.json)),
        ]
    }
}

extension BoardStanding {
    fileprivate var json: JSONValue {
        let device: SerialDevice? = if case .port(let device) = presence { device } else { nil }
        return [
            "name": .string(entry.name),
            "port": JSONValue(entry.port),
            "device": JSONValue(entry.device),
            "profile": JSONValue(entry.profile),
            "chip": JSONValue(entry.chip),
            "tags": .array((entry.tags ?? []).map(JSONValue.string)),
            "presence": .string(presence.word),
            "paths": .array(presence.paths.map(JSONValue.string)),
            "access": JSONValue(device?.isAccessible),
            "holder": device?.holder.map { ["pid": .integer($0.pid), "command": .string($0.command)] } ?? .null,
        ]
    }
}

extension InventoryFinding {
    package var json: JSONValue {
        [
            "severity": .string(code.severity.rawValue),
            "code": .string(code.rawValue),
            "board": JSONValue(board),
            "key": JSONValue(key),
            "line": JSONValue(line),
            "message": .string(message),
            "next_step": .string(advice),
        ]
    }
}
