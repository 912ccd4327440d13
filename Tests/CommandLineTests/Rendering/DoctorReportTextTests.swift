import Diagnosis
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct DoctorReportTextTests {
    @Test func aFindingShowsItsEvidenceAndACommandThatIsNotBroken() {
        let command = "otaflash boards --udev-rules | sudo tee /etc/udev/rules.d/70-otaflash.rules > /dev/null"
        let group = "dialout\u{1B}[31m, whose name is too long for one line of the terminal"
        let finding = Finding(.problem, .noAccess(user: "ada", group: group), port: "/dev/ttyUSB0")
        let lines = DoctorReport(ports: ["/dev/ttyUSB0"], findings: [finding]).lines(width: 72, paint: .off)
        #expect(lines[0] == "Problem: User ada does not have permission to open /dev/ttyUSB0.")
        #expect(lines.contains("    " + command))
        #expect(lines.filter { !$0.hasPrefix("    ") }.allSatisfy { $0.count <= 72 })
        #expect(!lines.joined().contains("\u{1B}"))
    }

    @Test func `a healthy host is reported as OK`() {
        let lines = DoctorReport(ports: ["a", "b"], findings: []).lines(width: 80, paint: .off)
        #expect(lines == ["Host OK, 2 ports OK."])
    }
}
