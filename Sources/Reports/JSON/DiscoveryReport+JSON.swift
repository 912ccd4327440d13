import DeviceDiscovery
import ESPImage
import Inventory
import LuaREPL
import OTAUpgrade
import TerminalUI

extension DiscoveryReport {
    /// The document of `inventory discover`; `Schemas/inventory-discover.schema.json` describes it.
    package var json: JSONValue {
        [
            "v": 1,
            "result": error == nil ? "ok" : "failed",
            "exit_code": .integer(Int(exitStatus.rawValue)),
            "error": [
                "code": JSONValue(error?.code.rawValue),
                "message": JSONValue(error?.message),
                "next_step": JSONValue(error?.nextStep),
            ],
            "file": JSONValue(file),
            "written": .bool(isWritten),
            "added": .array((discovery?.proposals ?? []).map(\.json)),
            "known": .array(
                (discovery?.known ?? []).map { ["board": .string($0.board), "path": .string($0.device.path)] }
            ),
            "text": .string(addition),
        ]
    }
}

extension InventoryProposal {
    fileprivate var json: JSONValue {
        [
            "name": .string(name),
            "device": .string(selector.description),
            "profile": JSONValue(profile),
            "profiles": .array(profiles.map(JSONValue.string)),
            "chip": JSONValue(chip?.rawValue),
            "path": .string(device.path),
            "answers": JSONValue(answers),
            "otaupgrade": JSONValue(hasOTAUpgrade),
        ]
    }

    private var answers: Bool? {
        switch answer {
        case nil: nil
        case .board: true
        case .nothing: false
        }
    }

    private var hasOTAUpgrade: Bool? {
        guard case .board(let report) = answer else { return nil }
        return report.identity.hasOTAUpgrade
    }
}
