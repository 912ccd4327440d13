import ESPImage
import LuaREPL
import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct BoardReportTextTests {
    private func report(_ status: OTAStatus?) -> BoardReport {
        BoardReport(identity: Samples.identity, status: status, boot: BootRecord())
    }

    @Test func slotsAreATable() {
        #expect(
            report(Samples.before).lines(port: Samples.port, width: 80, paint: .off) == [
                "port     /dev/ttyUSB0",
                "chip     ESP32, id 0x40a1c2d3e4f5",
                "flash    4,194,304 bytes",
                "heap     123,456 bytes free",
                "dialect  idf5, Lua 5.3 (int32-singlefp)",
                "console  uart",
                "modules  node otaupgrade tmr",
                "",
                "SLOT                STATE  NAME     VERSION  BUILT                 ESP-IDF",
                "ota_0  runs, boots  valid  nodemcu  3.0.0.0  Jan  2 2025 03:04:05  v5.1.3",
                "ota_1               –",
                "",
                "now   ota_0 (3.0.0.0) runs now and starts again at the next reset.",
                "next  An upgrade would write ota_1.",
            ]
        )
    }

    @Test func `a table that is too wide has a second line for each slot`() {
        var status = Samples.before
        status.slots[0].description?.version = "1.4.0-master_20151229-880-g7a8d"
        let lines = report(status).lines(port: nil, width: 80, paint: .off)
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(
            lines.dropFirst(7).prefix(5) == [
                "SLOT                STATE", "ota_0  runs, boots  valid",
                "  nodemcu, 1.4.0-master_20151229-880-g7a8d, built Jan 2 2025 03:04:05, ESP-IDF",
                "  v5.1.3", "ota_1               –",
            ]
        )
    }

    @Test func `a slot that the bootloader does not start is only selected`() {
        var status = Samples.after(.pendingVerify)
        (status.running, status.boot) = ("ota_0", "ota_1")
        let lines = report(status).lines(port: nil, width: 80, paint: .off)
        #expect(lines.contains { $0.hasPrefix("ota_1  selected, unverified") })
        #expect(!lines.contains { $0.contains("boots") })
    }

    /// After an aborted upgrade of `ota_0`: the record is old, the description is that of the new image.
    private static let halfWritten = OTAStatus(
        running: "ota_1",
        boot: "ota_1",
        slots: [
            OTAStatus.Slot(label: "ota_0", state: .valid, description: Samples.new),
            OTAStatus.Slot(label: "ota_1", state: .valid, description: Samples.old),
        ]
    )

    @Test func `a slot that does not run is unverified`() {
        let lines = report(Self.halfWritten).lines(port: nil, width: 80, paint: .off)
        #expect(
            lines.suffix(7) == [
                "ota_0  unverified   valid  nodemcu  3.0.0.1  Feb  3 2025 04:05:06  v5.1.4",
                "ota_1  runs, boots  valid  nodemcu  3.0.0.0  Jan  2 2025 03:04:05  v5.1.3",
                "",
                "now   ota_1 (3.0.0.0) runs now and starts again at the next reset.",
                "note  Unverified: only the record and the description at the start of ota_0 are",
                "      known. After an aborted upgrade the rest can be missing.",
                "next  An upgrade would write ota_0.",
            ]
        )
    }

    @Test func `an unverified slot makes the next reset conditional`() {
        var status = Self.halfWritten
        (status.boot, status.slots[0].state) = ("ota_0", .undefined)
        let lines = report(status).lines(port: nil, width: 200, paint: .off)
        #expect(lines.contains { $0.hasPrefix("ota_0  boots, unverified  undefined  ") })
        #expect(
            lines.contains(
                "now   ota_1 (3.0.0.0) runs now; the next reset starts ota_0 (3.0.0.1) if that slot holds a complete image."
            )
        )
    }

    @Test func `a rollback to an unverified slot has a caution`() {
        #expect(
            Self.halfWritten.rollbackCaution
                == "Note: going back to ota_0 (nodemcu 3.0.0.1), which is unverified: an aborted upgrade "
                + "can have left it incomplete. The board checks it first."
        )
        var status = Self.halfWritten
        status.boot = "ota_0"
        #expect(status.rollbackCaution == nil, "the running slot is verified")
        #expect(Samples.before.rollbackCaution == nil, "there is nothing to go back to")
    }

    @Test func `with --verbose the firmware line comes with its evidence`() {
        var report = report(nil)
        report.identity.evidence = LineEvidence([.io, .pipe, .node, .setOnError, .chipModel, .info])
        let lines = report.lines(port: nil, isVerbose: true, width: 200, paint: .off)
        #expect(
            lines.contains(
                "evidence  has io, pipe, node, node.chipmodel, node.info, node.setonerror; lacks console, math.type, "
                    + "node.osoutput, file.open"
            )
        )
    }

    @Test func `a board without the module is still described`() {
        let lines = report(nil).lines(port: nil, width: 80, paint: .off)
        #expect(lines.first == "chip     ESP32, id 0x40a1c2d3e4f5")
        #expect(lines.last == "modules  node otaupgrade tmr")
    }

    @Test func aBoardWithOneSlotCannotBeUpgraded() {
        let status = OTAStatus(running: "ota_0", boot: "ota_0", slots: [Samples.before.slots[0]])
        #expect(report(status).lines(port: nil, width: 80, paint: .off).last == "next  There is no slot to upgrade.")
    }

    @Test func `accept and rollback print one sentence and the state`() {
        var outcome = BoardTask<BoardReport>.Outcome()
        outcome.value = report(Samples.after())
        #expect(
            outcome.verdict("Accepted")(80, .off) == [
                "Accepted: ota_1 (3.0.0.1).",
                "  state  valid",
                "  board  ota_1 (3.0.0.1) runs now and starts again at the next reset.",
            ]
        )
        outcome.error = UpgradeError(.notAccepted, "No.", nextStep: "Again.")
        #expect(outcome.verdict("Accepted")(80, .off).isEmpty)
    }
}
