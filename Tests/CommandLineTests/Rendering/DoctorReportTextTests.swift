import Diagnosis
import Testing

@testable import otaflash

struct DoctorReportTextTests {
    @Test func aFindingShowsItsEvidenceAndACommandThatIsNotBroken() {
        let command = "otaflash boards --udev-rules | sudo tee /etc/udev/rules.d/70-otaflash.rules > /dev/null"
        let finding = Finding(
            .problem,
            .noAccess,
            port: "/dev/ttyUSB0",
            "ada may not open /dev/ttyUSB0.",
            evidence: [
                "The group dialout may open it;\u{1B}[31m ada is not in it, which is why she cannot reach the board."
            ],
            remedy: [command]
        )
        let lines = DoctorReport(ports: ["/dev/ttyUSB0"], findings: [finding]).lines(width: 60, paint: .off)
        #expect(lines[0] == "Problem: ada may not open /dev/ttyUSB0.")
        #expect(lines.last == "    " + command)
        #expect(lines.dropLast().allSatisfy { $0.count <= 60 })
        #expect(!lines.joined().contains("\u{1B}"))
    }

    @Test func `a healthy host is reported as OK`() {
        let lines = DoctorReport(ports: ["a", "b"], findings: []).lines(width: 80, paint: .off)
        #expect(lines == ["Host OK, 2 ports OK."])
    }
}
