import Diagnosis

extension DoctorReport {
    /// The document of `doctor`; `Schemas/doctor.schema.json` describes it.
    package var json: JSONValue {
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
        let text = FindingText(self)
        return [
            "severity": .string(severity.rawValue),
            "code": .string(code.rawValue),
            "port": JSONValue(port),
            "message": .string(text.message),
            "evidence": .array(text.evidence.map(JSONValue.string)),
            "remedy": .array(text.remedy.map(JSONValue.string)),
        ]
    }
}
