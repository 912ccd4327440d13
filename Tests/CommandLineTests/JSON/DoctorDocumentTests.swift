import Diagnosis
import Testing

@testable import otaflash

struct DoctorDocumentTests {
    @Test func everyFindingFitsTheSchema() throws {
        for code in Finding.Code.allCases {
            let finding = Finding(.problem, code, port: "/dev/ttyX0", "It is so.", evidence: ["seen"], remedy: ["fix"])
            let json = try DoctorReport(ports: ["/dev/ttyX0"], findings: [finding]).json.reread
            #expect(try JSONSchema("doctor.schema.json").faults(of: json) == [])
            #expect(json["result"] == "findings")
        }
        let well = try DoctorReport(ports: [], findings: []).json.reread
        #expect(try JSONSchema("doctor.schema.json").faults(of: well) == [])
        #expect(well["exit_code"] == 0)
    }

    @Test func `a problem determines the status even after a warning`() {
        let warning = Finding(.warning, .rulesMissing, "A.", evidence: [], remedy: ["a"])
        let problem = Finding(.problem, .portHeld, "B.", evidence: [], remedy: ["b"])
        #expect(DoctorReport(ports: [], findings: [warning]).exitStatus == .ok)
        #expect(DoctorReport(ports: [], findings: [warning, problem]).exitStatus.rawValue == 12)
    }
}
