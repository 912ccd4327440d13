import ESPImage
import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct UpgradeReportJSONTests {
    private let schema: JSONSchema

    init() throws {
        schema = try JSONSchema("upgrade.schema.json")
    }

    @Test func `an upgrade document has everything`() throws {
        let json = try Samples.report().json.reread
        #expect(schema.faults(of: json) == [])
        #expect(json["result"] == "upgraded")
        #expect(json["exit_code"] == 0)
        #expect(json["error"]["code"] == nil)
        #expect(json["board"]["chip"] == "esp32")
        #expect(json["board"]["dialect"] == "idf5")
        #expect(json["board"]["lua"] == "5.3")
        #expect(json["board"]["console"] == "uart")
        #expect(json["board"]["heap"] == 123_456)
        #expect(json["image"]["version"] == "3.0.0.1")
        #expect(json["image"]["size"] == 262_144)
        #expect(try json["image"]["sha256"].string == Samples.image.sha256.hexadecimal)
        #expect(json["before"]["running"] == "ota_0")
        #expect(json["before"]["version"] == "3.0.0.0")
        #expect(json["after"]["running"] == "ota_1")
        #expect(json["after"]["boot"] == "ota_1")
        #expect(json["after"]["state"] == "valid")
        #expect(json["after"]["version"] == "3.0.0.1")
        #expect(json["transfer"]["method"] == "lines")
        #expect(json["transfer"]["bytes"] == 262_144)
        #expect(json["transfer"]["wire_bytes"] == 281_234)
        #expect(json["transfer"]["retries"] == 2)
        #expect(json["transfer"]["window"] == 1)
        #expect(json["transfer"]["bytes_per_s"] == 11_037.6)
        #expect(json["transfer"]["efficiency"] == 0.9581)
        #expect(json["timings"]["commence"] == 5.1)
        #expect(json["timings"]["write"] == 23.75)
        #expect(json["timings"]["verify"] == nil)
        #expect(json["timings"]["total"] == 33.3)
        #expect(json["proof"]["proven"] == ["slot", "name", "version", "date", "time", "idf_version"])
        #expect(json["plan"]["can_roll_back"] == true)
        #expect(json["board"]["state"]["next_reset"]["action"] == "starts")
    }

    @Test func `a failure before the board was reached also has every path`() throws {
        let refusal = UpgradeError(.imageRejected, "There is none.", nextStep: "Make one.")
        let report = UpgradeReport(file: "nothing.bin", refusal: refusal)
        let json = try report.json.reread
        #expect(schema.faults(of: json) == [])
        #expect(json["result"] == "failed")
        #expect(json["exit_code"] == 20)
        #expect(
            json["error"] == [
                "code": "image-rejected", "message": "There is none.", "next_step": "Make one.", "phase": nil,
            ]
        )
        for path in ["running", "boot", "version", "state"] {
            #expect(json["before"].members[path] == .some(.null))
            #expect(json["after"].members[path] == .some(.null))
        }
        #expect(json["transfer"].members["wire_bytes"] == .some(.null))
        #expect(json["timings"].members["reboot"] == .some(.null))
        #expect(json["proof"]["proven"] == [])
    }

    @Test(arguments: UpgradeError.Code.allCases)
    func everyFailureFitsTheSchema(code: UpgradeError.Code) throws {
        let outcome: UpgradeResult.Outcome = code == .checkFailed ? .rolledBack : .failed
        let error = UpgradeError(code, "What.", nextStep: "Next.", phase: .rollBack, board: BoardState(Samples.before))
        let json = try Samples.report(outcome, error, after: Samples.before, warnings: [.chipUnknown]).json.reread
        #expect(schema.faults(of: json) == [])
        #expect(json["error"]["code"] == .string(code.rawValue))
        #expect(json["exit_code"] == .integer(Int(ExitStatus(code).rawValue)))
        #expect(json["board"]["state"]["running"]["slot"] == "ota_0")
        #expect(json["warnings"].elements.first?["code"] == "chip-unknown")
    }

    @Test func `a mismatch is reported`() throws {
        let error = UpgradeError(.newFirmwareNotRunning, "No.", nextStep: "Next.", phase: .verify)
        let json = try Samples.report(.rolledBack, error, after: Samples.before).json.reread
        #expect(json["proof"]["mismatches"] == [["fact": "slot", "expected": "ota_1", "found": "ota_0"]])
        #expect(json["result"] == "rolled_back")
        #expect(json["exit_code"] == 33)
    }

    @Test func theSignalDecidesTheExitCode() throws {
        let error = UpgradeError(
            .interrupted,
            "Cancelled.",
            nextStep: "",
            phase: .write,
            board: BoardState(Samples.before)
        )
        var report = try Samples.report(.failed, error, after: Samples.before)
        report.signal = 15
        #expect(report.json["exit_code"] == 143)
        #expect(report.json["error"]["message"] == "SIGTERM ended the run during write.")
    }
}
