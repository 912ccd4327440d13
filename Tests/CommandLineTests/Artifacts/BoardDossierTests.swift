import Fleet
import FoundationEssentials
import LuaREPL
import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct BoardDossierTests {
    private static let facts = RunFacts(
        run: UUID(),
        clock: RunClock(),
        arguments: ["upgrade", "new image.bin", "--check", "it's"],
        host: "lab3"
    )

    private func text(_ board: BoardOutcome, received: String = "") throws -> String {
        var tail = ReceivedTail()
        tail.append(Array(received.utf8))
        let files = ["out/\(board.board)/serial.log"]
        return BoardDossier(board, of: try RunSamples.run([board]), facts: Self.facts, received: tail, files: files)
            .text
    }

    @Test func `a failure is reported with everything that is known`() throws {
        let attempts = try [
            RunSamples.failure(RunSamples.lost(in: .connect)),
            RunSamples.failure(RunSamples.lost(), after: .powerCycle),
        ]
        let text = try text(RunSamples.board("esp3", .failed, attempts), received: "one\r\ntwo\n> \u{1B}[2J")
        for fact in [
            "otaflash \(ToolVersion.text): board esp3\n\nFailed: link-lost.\n",
            "  command     otaflash upgrade 'new image.bin' --check 'it'\\''s'\n", "  host        lab3\n",
            "  began       2025-11-22T11:32:42Z\n", "  port        /dev/ttyUSB0\n", "  chip id     0x40a1c2d3e4f5\n",
            "  before      ota_0 nodemcu 3.0.0.0, valid\n", "  Error: The port has gone.\n",
            "    next   Plug it in again.\n",
            "    board  ota_0 (3.0.0.0) runs now and starts again at the next reset.\n",
            "Phases of the last attempt\n  connect     0.4 s\n",
            "  1           link-lost in connect: The port has gone.\n",
            "  2           after power-cycle: link-lost in write: The port has gone.\n",
            "All 15 bytes received\n  | one\n  | two\n  | > ?[2J\n", "Files\n  out/esp3/serial.log\n",
        ] { #expect(text.contains(fact), "\(fact)\n\(text)") }
    }

    @Test func `an upgrade reports the running firmware`() throws {
        let text = try text(RunSamples.board("esp1", .upgraded, [RunSamples.success()]))
        #expect(text.contains("\nUpgraded: ota_1 runs nodemcu 3.0.0.1, and is accepted.\n"))
        #expect(text.contains("\nWarnings\n  no-rollback  "))
        #expect(!text.contains("The error"))
        #expect(!text.contains("received"))
        #expect(!text.contains("Attempts"))
    }

    @Test func `a skipped board reports the reason`() throws {
        #expect(
            try text(RunSamples.board("esp4", .skipped(.canaryFailed), [])).contains("Left as it was: canary-failed: ")
        )
    }

    @Test func `no line is wider than 80 columns or contains control characters`() throws {
        let hostile = "\u{1B}]0;x\u{7}\u{202E}" + String(repeating: "long ", count: 60)
        let error = UpgradeError(.checkFailed, hostile, nextStep: hostile, phase: .check)
        let board = RunSamples.board("a\u{1B}b", .failed, [try RunSamples.failure(error)])
        let text = try text(board, received: String(repeating: "x\u{1B}", count: 3000))
        #expect(text.contains("The last 2,048 bytes of 6,000 received"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.isPrintable })
    }
}
