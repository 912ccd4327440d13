import BoardProfiles
import ESPImage
import Testing
import TransportCore

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct BoardsReportTextTests {
    private func report(_ board: String?) -> BoardsReport {
        BoardsReport(board: board) { () throws(BoardProfileError) in try ProfileCatalog() }
    }

    @Test func `the list fits a terminal`() throws {
        let lines = report(nil).lines(width: 80, paint: .off)
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines[0] == "BOARD                  CHIP      RESET            BAUD     USB")
        #expect(lines.contains("lolin-d32              ESP32     classic          460800   1a86:7523"))
        #expect(lines.contains("wt32-eth01             ESP32     none             115200   none"))
    }

    @Test func `ids that do not fit continue in their column`() throws {
        let lines = report(nil).lines(width: 80, paint: .off)
        let row = try #require(lines.firstIndex { $0.hasPrefix("doit-devkit-v1") })
        #expect(lines[row].hasSuffix("10c4:ea60 1a86:7523"))
        #expect(lines[row + 1] == String(repeating: " ", count: 59) + "1a86:55d4")
    }

    @Test func `one board is shown in full`() {
        #expect(
            report("esp32-cam-mb").lines(width: 80, paint: .off) == [
                "esp32-cam-mb: AI-Thinker ESP32-CAM on an ESP32-CAM-MB",
                "",
                "  chip        ESP32",
                "  flash       4 MB",
                "  console     uart0, initially at 115,200 baud",
                "  rate        up to 115,200 baud",
                "  reset       direct-rts: RTS goes straight to EN",
                "  on open     some revisions reset when the port is opened",
                "  boot pin    GPIO0, low at reset for download mode",
                "  usb         1a86:7523 CH340, no unique serial number",
                "  note        On some revisions RTS goes straight to EN: the board is in reset",
                "              while RTS is asserted, and resets each time the port is opened.",
                "  note        The camera draws so much at the start that a weak supply resets",
                "              the chip.",
                "  note        Some carry 460800 baud.",
                "  note        A CH340 has no serial number: tell boards apart by their sockets.",
                "  source      general knowledge, not checked against a document",
                "  confidence  low",
            ]
        )
    }

    @Test func everyBoardFitsATerminal() throws {
        for profile in try ProfileCatalog().profiles {
            #expect(report(profile.name).lines(width: 80, paint: .off).allSatisfy { $0.count <= 80 })
        }
    }

    @Test func `text of a profile cannot control the terminal`() {
        var report = report("lolin-d32")
        let hostile = "a\u{1B}[2Jb\u{202E}"
        report.boards[0].title = hostile
        report.boards[0].variants = [hostile]
        report.boards[0].quirks = [hostile]
        report.boards[0].source = hostile
        report.boards[0].ports[0].part = hostile
        let text = report.lines(width: 80, paint: .off).joined()
        #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
    }

    @Test func `an error names the file, the line and the next step`() {
        let error = BoardProfileError(
            .unknownKey,
            file: "my.toml",
            line: 3,
            key: "colour",
            "there is no key “colour” here.",
            nextStep: "Remove it."
        )
        #expect(
            error.lines(.usage, width: 80, paint: .off) == [
                "Error: “my.toml”, line 3: there is no key “colour” here.",
                "  next  Remove it.",
                "  code  unknown-key, exit status 2",
            ]
        )
    }
}
