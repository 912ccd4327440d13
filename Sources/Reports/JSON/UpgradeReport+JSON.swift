import OTAUpgrade
import TerminalUI
import TransportCore

extension UpgradeReport {
    /// The document of `upgrade --json`; `Schemas/upgrade.schema.json` describes it.
    package var json: JSONValue {
        [
            "v": 1,
            "result": .string(outcome.rawValue),
            "exit_code": .integer(Int(exitStatus.rawValue)),
            "error": .error(error),
            "port": JSONValue(port?.description),
            "board": .board(result?.identity).merging(["state": .boardState(boardState)]),
            "image": .image(inspection, file: file),
            "before": .status(result?.before),
            "after": .status(result?.after),
            "plan": .plan(result?.plan),
            "transfer": transfer,
            "timings": timings,
            "proof": proof,
            "warnings": .warnings(result?.warnings ?? []),
        ]
    }

    private var transfer: JSONValue {
        let transfer = result?.transfer
        return [
            "method": JSONValue(transfer?.method.rawValue),
            "compressed": JSONValue(transfer?.isCompressed),
            "window": JSONValue(transfer?.window),
            "bytes": JSONValue(transfer?.bytes),
            "wire_bytes": JSONValue(transfer?.wireBytes),
            "retries": JSONValue(transfer?.retries),
            "duration": .duration(transfer?.duration),
            "bytes_per_s": JSONValue(transfer?.bytesPerSecond, places: 1),
            "line_rate": JSONValue(transfer?.lineRate, places: 1),
            "efficiency": JSONValue(transfer?.efficiency, places: 4),
        ]
    }

    private var timings: JSONValue {
        let phases = UpgradePhase.allCases.map { phase in
            (phase == .rollBack ? "roll_back" : phase.rawValue, JSONValue.duration(result?.timings[phase]))
        }
        let total: JSONValue = .duration(result?.total)
        return .object(Dictionary(phases + [("total", total)]) { $1 })
    }

    private var proof: JSONValue {
        let proof = result?.proof
        let mismatches = proof?.mismatches.map { mismatch -> JSONValue in
            [
                "fact": .string(mismatch.fact.rawValue),
                "expected": .string(mismatch.expected),
                "found": .string(mismatch.found),
            ]
        }
        return [
            "proven": .array((proof?.proven ?? []).map { .string($0.rawValue) }),
            "unproven": .array((proof?.unproven ?? []).map { .string($0.rawValue) }),
            "mismatches": .array(mismatches ?? []),
        ]
    }
}
