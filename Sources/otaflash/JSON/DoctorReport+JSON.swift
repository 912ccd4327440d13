import Diagnosis

extension DoctorReport {
    /// The document of `doctor`; `Schemas/doctor.schema.json` describes it.
    var json: JSONValue {
        [
            "v": 1,
            "result": findings.isEmpty ? "ok" : "findings",
            "exit_code": .integer(Int(exitStatus.rawValue)),
            "ports": .array(ports.map(JSONValue.string)),
            "findings": .array(findings.map(\.json)),
        ]
    }
}

extension Finding {
    fileprivate var json: JSONValue {
        [
            "severity": .string(severity.rawValue),
            "code": .string(code.rawValue),
            "port": JSONValue(port),
            "message": .string(message),
            "evidence": .array(evidence.map(JSONValue.string)),
            "remedy": .array(remedy.map(JSONValue.string)),
        ]
    }
}
