import ESPImage
package import LuaREPL
package import OTAUpgrade
import TerminalUI
import TransportCore

// The parts that several documents share. Each always has all its keys.
extension JSONValue {
    package static func duration(_ duration: Duration?) -> JSONValue {
        JSONValue(duration?.seconds, places: 3)
    }

    package static func error(_ error: UpgradeError?) -> JSONValue {
        [
            "code": JSONValue(error?.code.rawValue),
            "message": JSONValue(error?.message),
            "next_step": JSONValue(error?.nextStep),
            "phase": JSONValue(error?.phase?.rawValue),
        ]
    }

    package static func board(_ identity: BoardIdentity?) -> JSONValue {
        [
            "chip": JSONValue(identity?.chipKey),
            "chip_id": JSONValue(identity?.chipID),
            "dialect": JSONValue(identity?.dialect.rawValue),
            "line_evidence": lineEvidence(identity?.evidence),
            "lua": JSONValue(identity?.luaVersion.rawValue),
            "number_type": JSONValue(identity?.numberType.rawValue),
            "console": JSONValue(identity?.console?.rawValue),
            "heap": JSONValue(identity?.heap),
            "flash_size": JSONValue(identity?.flashSize),
            "modules": identity.map { .array($0.modules.sorted().map(JSONValue.string)) } ?? .null,
        ]
    }

    /// The evidence for the firmware line: each name, and whether the board has it.
    private static func lineEvidence(_ evidence: LineEvidence?) -> JSONValue {
        let facts = LineEvidence.Fact.allCases.map { ($0.rawValue, JSONValue(evidence?[$0])) }
        return .object(Dictionary(facts) { $1 })
    }

    /// The slots as `otaupgrade.info()` reports them; `state` and the keys after it belong to the running slot.
    package static func status(_ status: OTAStatus?) -> JSONValue {
        let running = status?.runningSlot
        let described: [String: JSONValue] = [
            "running": JSONValue(status?.running),
            "boot": JSONValue(status?.boot),
            "slots": status.map(slots) ?? .null,
        ]
        return slot(running).merging(described).removing("label")
    }

    private static func slots(_ status: OTAStatus) -> JSONValue {
        .array(status.slots.map { slot($0).merging(["known_whole": .bool(status.isKnownWhole($0))]) })
    }

    private static func slot(_ slot: OTAStatus.Slot?) -> JSONValue {
        [
            "label": JSONValue(slot?.label),
            "state": JSONValue(slot?.state?.word),
            "name": JSONValue(slot?.description?.name),
            "version": JSONValue(slot?.description?.version),
            "secure_version": JSONValue(slot?.description?.secureVersion),
            "date": JSONValue(slot?.description?.date),
            "time": JSONValue(slot?.description?.time),
            "idf_version": JSONValue(slot?.description?.idfVersion),
        ]
    }

    /// The state of a board and what the next reset does.
    package static func boardState(_ state: BoardState?) -> JSONValue {
        let (action, target, fallback): (String?, BoardState.Firmware?, BoardState.Firmware?) =
            switch state?.nextReset {
            case .starts(let firmware): ("starts", firmware, nil)
            case .revertsTo(let firmware): ("reverts", firmware, nil)
            case .tries(let firmware, else: let old): ("tries", firmware, old)
            case nil: (nil, nil, nil)
            }
        return [
            "running": firmware(state?.running),
            "next_reset": firmware(target).merging([
                "action": JSONValue(action),
                "known_whole": JSONValue(state?.nextReset?.isKnownWhole(beside: state?.running)),
                "else": firmware(fallback),
            ]),
        ]
    }

    /// Firmware in a slot.
    package static func firmware(_ firmware: BoardState.Firmware?) -> JSONValue {
        ["slot": JSONValue(firmware?.slot), "version": JSONValue(firmware?.version)]
    }

    static func warnings(_ warnings: [UpgradeWarning]) -> JSONValue {
        .array(warnings.map { ["code": .string($0.code), "message": .string($0.description)] })
    }

    func removing(_ key: String) -> JSONValue {
        guard case .object(var members) = self else { return self }
        members[key] = nil
        return .object(members)
    }
}
