import Diagnosis
import Testing
import TransportCore

@testable import Reports
@testable import otaflash

struct DoctorDocumentTests {
    @Test func everyFindingFitsTheSchema() throws {
        #expect(Set(FindingSamples.causes.map(\.code)) == Set(Finding.Code.allCases))
        for cause in FindingSamples.causes {
            let finding = Finding(.problem, cause, port: "/dev/ttyX0")
            let json = try DoctorReport(ports: ["/dev/ttyX0"], findings: [finding]).json.reread
            #expect(try JSONSchema("doctor.schema.json").faults(of: json) == [])
            #expect(json["result"] == "findings")
        }
        let well = try DoctorReport(ports: [], findings: []).json.reread
        #expect(try JSONSchema("doctor.schema.json").faults(of: well) == [])
        #expect(well["exit_code"] == 0)
    }

    @Test func `a problem determines the status even after a warning`() {
        let warning = Finding(.warning, .rulesMissing)
        let problem = Finding(.problem, .held(PortHolder(pid: 4711, command: "minicom")))
        #expect(DoctorReport(ports: [], findings: [warning]).exitStatus == .ok)
        #expect(DoctorReport(ports: [], findings: [warning, problem]).exitStatus.rawValue == 12)
    }
}
