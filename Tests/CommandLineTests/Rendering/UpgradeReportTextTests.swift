import ESPImage
import Fleet
import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct UpgradeReportTextTests {
    @Test func anUpgradeShowsItsProof() throws {
        #expect(
            try Samples.report().lines(width: 80, paint: .off) == [
                "Upgraded: ota_1 runs nodemcu 3.0.0.1, and is accepted.",
                "",
                "           before       after        proof",
                "  slot     ota_0        ota_1        proven",
                "  name     nodemcu      nodemcu      proven",
                "  version  3.0.0.0      3.0.0.1      proven",
                "  date     Jan  2 2025  Feb  3 2025  proven",
                "  time     03:04:05     04:05:06     proven",
                "  ESP-IDF  v5.1.3       v5.1.4       proven",
                "  state    valid        valid        accepted",
                "",
                "  transfer  Sent 262,144 bytes in 23.8 s at 115200 baud: 11.0 kB/s, 96 % of the",
                "            line rate.",
                "  wire      281,234 bytes, 2 lines sent again, lines, window 1",
                "  board     ota_1 (3.0.0.1) runs now and starts again at the next reset.",
            ]
        )
    }

    @Test func `the transfer is shown with its own rate, one duration and one share`() {
        var transfer = Samples.transfer
        (transfer.bytes, transfer.duration) = (1_034_992, .milliseconds(36_200))
        (transfer.lineRate, transfer.isCompressed) = (23_040, true)
        #expect(
            transfer.sentence
                == "Sent 1,034,992 bytes in 36.2 s at 230400 baud: 28.6 kB/s, 124 % of the line rate, compressed."
        )
        transfer.isCompressed = false
        transfer.duration = .milliseconds(400)
        #expect(transfer.sentence.hasSuffix("2.6 MB/s, faster than a serial line."), "a mock board is not paced")
        transfer.duration = .milliseconds(36_200)
        transfer.lineRate = nil
        #expect(transfer.sentence == "Sent 1,034,992 bytes in 36.2 s: 28.6 kB/s.", "a USB console has no rate")
    }

    @Test func `a success names one duration`() throws {
        let text = try Samples.report().lines(width: 80, paint: .off).joined(separator: "\n")
        #expect(text.matches(of: /[0-9] (s|min|h)\b/).count == 1)
        #expect(text.matches(of: /baud|line\s+rate/).count == 2)
    }

    @Test func `without accept the firmware is on trial`() throws {
        let lines = try Samples.report(after: Samples.after(.pendingVerify)).lines(width: 80, paint: .off)
        #expect(lines[0] == "Upgraded: ota_1 runs nodemcu 3.0.0.1, on trial until it is accepted.")
        #expect(lines[9] == "  state    valid        testing      on trial")
        #expect(
            lines.suffix(2) == [
                "  board     ota_1 (3.0.0.1) runs on trial; unless it is accepted, the next reset",
                "            gives it up and starts ota_0 (3.0.0.0).",
            ]
        )
    }

    @Test func `facts that cannot be proven are marked`() throws {
        var report = try Samples.report()
        report.board.attempts[0].result?.proof = UpgradeProof(
            status: Samples.after(.undefined),
            slot: "ota_1",
            image: nil
        )
        report.board.attempts[0].result?.after = Samples.after(.undefined)
        let lines = report.lines(width: 80, paint: .off)
        #expect(lines[0] == "Upgraded: ota_1 runs, its version not proven.")
        #expect(lines[3] == "  slot     ota_0        ota_1        proven")
        #expect(lines[5] == "  version  3.0.0.0      3.0.0.1      not provable")
        #expect(lines[9] == "  state    valid        undefined    no rollback")
    }

    @Test func `an unchanged board is reported with its build`() throws {
        var report = try Samples.report(.unchanged, after: Samples.before)
        report.board.attempts[0].result?.proof = nil
        #expect(
            report.lines(width: 80, paint: .off) == [
                "Unchanged: ota_0 runs this firmware already: 3.0.0.0, built Jan 2 2025 03:04:05.",
                "  board  ota_0 (3.0.0.0) runs now and starts again at the next reset.",
            ]
        )
    }

    @Test func `a plan shows what would happen`() throws {
        var report = try Samples.report(.planned, after: Samples.before)
        report.board.attempts[0].result?.plan?.canRollBack = nil
        #expect(
            report.lines(width: 80, paint: .off) == [
                "Planned: ota_0 → ota_1. Nothing was changed.",
                "  slot      ota_0 → ota_1",
                "  version   3.0.0.0 → 3.0.0.1",
                "  image     262,144 bytes, the slot holds 1,572,864",
                "  chip      ESP32",
                "  rollback  Whether the board can roll back automatically is known only after",
                "            the transfer.",
                "  board     ota_0 (3.0.0.0) runs now and starts again at the next reset.",
            ]
        )
    }

    @Test(arguments: [UpgradeResult.Outcome.failed, .rolledBack])
    func `a failure is a message and not a result`(outcome: UpgradeResult.Outcome) throws {
        let error = UpgradeError(.checkFailed, "No.", nextStep: "Fix it.")
        #expect(try Samples.report(outcome, error).lines(width: 80, paint: .off).isEmpty)
    }

    @Test func `long versions are truncated to the width`() throws {
        var report = try Samples.report()
        report.board.attempts[0].result?.after?.slots[1].description?.version = "v3.0.0-release-862-geedf12345-d"
        report.board.attempts[0].result?.before?.slots[0].description?.version = "v3.0.0-release-861-gabcdef0123-"
        let lines = report.result?.proofTable(width: 78) ?? []
        #expect(lines.allSatisfy { $0.count <= 78 })
        #expect(lines[3] == "version  v3.0.0-release-861-gabcde…  v3.0.0-release-862-geedf1…  proven")
    }
}
