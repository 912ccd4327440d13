import OTAUpgrade
import Testing
import TransportCore

@testable import LuaREPL
@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// What `reset` prints, for people and as a document.
struct ResetReportTests {
    private static func boot(_ banner: String = "NodeMCU ESP32 built on 2025-01-02") -> BootRecord {
        var boot = BootRecord()
        boot.resetCode = 1
        boot.resetReason = "POWERON_RESET"
        boot.partitions = [.init(label: "ota_0", type: 0, subtype: 0x10, offset: 0x10000, size: 0x130000)]
        boot.loadedOffset = 0x10000
        boot.banner = banner
        return boot
    }

    private static func outcome(_ report: ResetReport?) -> BoardTask<ResetReport>.Outcome {
        var outcome = BoardTask<ResetReport>.Outcome(port: Samples.port)
        outcome.value = report
        return outcome
    }

    @Test func `the start is reported`() {
        let report = ResetReport(
            cause: .lines(.classic, .classicIntoApplication),
            boot: Self.boot(),
            promptAnswers: true
        )
        #expect(
            Self.outcome(report).lines(isVerbose: false)(80, .off) == [
                "Reset: the prompt answers.", "  port      /dev/ttyUSB0",
                "  by        DTR and RTS, U0,1|W0.1|U0,0 (classic)", "  reset     POWERON_RESET", "  slot      ota_0",
                "  firmware  NodeMCU ESP32 built on 2025-01-02",
            ]
        )
    }

    private static let trial = BoardState.Firmware(slot: "ota_1", version: "3.0.0.1")

    @Test func `firmware that was given up is named`() throws {
        var report = ResetReport(cause: .prompt, boot: Self.boot(), promptAnswers: true)
        report.trial = Self.trial
        report.state = BoardState(Samples.before)
        let outcome = Self.outcome(report)
        #expect(
            outcome.lines(isVerbose: false)(80, .off).suffix(2) == [
                "  trial     ota_1 (3.0.0.1) was on trial; this reset gave it up.",
                "  board     ota_0 (3.0.0.0) runs now and starts again at the next reset.",
            ]
        )
        let json = try outcome.json.reread
        #expect(try JSONSchema("reset.schema.json").faults(of: json) == [])
        #expect(json["trial"] == ["slot": "ota_1", "version": "3.0.0.1"])
        #expect(json["state"]["running"]["slot"] == "ota_0")
        report.state?.running = Self.trial
        #expect(
            Self.outcome(report).lines(isVerbose: false)(80, .off).contains(
                "  trial     ota_1 (3.0.0.1) was on trial, and still runs."
            )
        )
        (report.state, report.promptAnswers) = (nil, nil)
        #expect(
            Self.outcome(report).lines(isVerbose: false)(80, .off).last
                == "  trial     ota_1 (3.0.0.1) was on trial: this reset gives it up."
        )
    }

    @Test func `hostile text is made harmless`() {
        let report = ResetReport(cause: .prompt, boot: Self.boot("NodeMCU ESP32 \u{1B}[2J"), promptAnswers: true)
        let lines = Self.outcome(report).lines(isVerbose: true)(80, .off)
        #expect(lines.contains("  firmware  NodeMCU ESP32 ?[2J"))
    }

    @Test func theDocumentHasEveryPath() throws {
        let report = ResetReport(
            cause: .lines(.usbSerialJTAG, .usbSerialJTAGIntoApplication),
            boot: Self.boot(),
            promptAnswers: true,
            portVanished: true
        )
        let json = try Self.outcome(report).json.reread
        #expect(try JSONSchema("reset.schema.json").faults(of: json) == [])
        #expect(json["by"] == "lines")
        #expect(json["circuit"] == "usb-serial-jtag")
        #expect(json["sequence"] == "U0,0|U0,1|W0.2|U0,0")
        #expect(json["boot"]["slot"] == "ota_0")
        #expect(json["port_vanished"] == true)
        var failed = Self.outcome(nil)
        failed.error = UpgradeError(.noPrompt, "None.", nextStep: "Press.")
        failed.exitStatus = ExitStatus(.noPrompt)
        let document = try failed.json.reread
        #expect(try JSONSchema("reset.schema.json").faults(of: document) == [])
        #expect(document["result"] == "failed")
        #expect(document.members["by"] == .some(.null))
    }
}
