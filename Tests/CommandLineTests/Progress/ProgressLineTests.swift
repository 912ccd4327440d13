import OTAUpgrade
import Testing

@testable import TerminalUI
@testable import otaflash

struct ProgressLineTests {
    private func estimate() -> ProgressEstimate {
        var estimate = ProgressEstimate()
        estimate.add(Samples.progress(0, at: 0))
        estimate.add(Samples.progress(107_479, at: 9.6))
        return estimate
    }

    @Test func theTransferAtEightyColumns() {
        let line = ProgressLine.transfer(Samples.progress(107_479, at: 9.6), estimate(), width: 80)
        #expect(line == "  write      ━━━━━━━━━─────────────   40 %  107,479 bytes  11.2 kB/s  0:14 left")
        #expect(line.count == 79)
    }

    @Test func `lines that were sent again are shown`() {
        let line = ProgressLine.transfer(Samples.progress(107_479, at: 9.6, retries: 3), estimate(), width: 80)
        #expect(line == "  write      ━━━─────   40 %  107,479 bytes  11.2 kB/s  0:14 left  3 sent again")
    }

    @Test func aNarrowTerminalGetsNoBar() {
        let line = ProgressLine.transfer(Samples.progress(107_479, at: 9.6), estimate(), width: 60)
        #expect(line == "  write       40 %  107,479 bytes  11.2 kB/s  0:14 left")
        #expect(ProgressLine.transfer(Samples.progress(107_479, at: 9.6), estimate(), width: 30).count == 29)
    }

    @Test(arguments: 20...200)
    func noLineFillsTheTerminal(width: Int) {
        for bytes in [0, 1, 131_072, 262_144] {
            #expect(ProgressLine.transfer(Samples.progress(bytes, at: 1), estimate(), width: width).count < width)
        }
        let text = String(repeating: "word ", count: 60)
        #expect(
            ProgressLine.waiting(.commence, text, elapsed: .seconds(70), limit: .seconds(120), width: width).count
                < width
        )
        let ended = ProgressLine.ended(
            .commence,
            text,
            mark: "✓",
            tone: .good,
            elapsed: .seconds(5),
            width: width,
            paint: .off
        )
        #expect(ended.count < max(width, 25))
    }

    @Test func `a running phase shows its elapsed time`() {
        let start = ProgressLine.waiting(.commence, "erasing ota_1", elapsed: .zero, limit: .seconds(120), width: 80)
        #expect(start == "  commence   erasing ota_1")
        let later = ProgressLine.waiting(
            .commence,
            "erasing ota_1",
            elapsed: .seconds(7),
            limit: .seconds(120),
            width: 80
        )
        #expect(later == "  commence   erasing ota_1                               7 s, at most 2 min 0 s")
    }

    @Test func `a finished phase shows its duration`() {
        let line = ProgressLine.ended(
            .rollBack,
            "going back",
            mark: "✗",
            tone: .bad,
            elapsed: .milliseconds(2_340),
            width: 40,
            paint: .off
        )
        #expect(line == "✗ roll back  going back           2.3 s")
        let coloured = ProgressLine.ended(
            .check,
            "x",
            mark: "✓",
            tone: .good,
            elapsed: .zero,
            width: 24,
            paint: Paint(isOn: true)
        )
        #expect(coloured == "\u{1B}[32m✓\u{1B}[0m check      x    \u{1B}[2m0.0 s\u{1B}[0m")
    }
}
