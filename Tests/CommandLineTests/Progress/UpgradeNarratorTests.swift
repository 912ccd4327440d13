import LuaREPL
import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct UpgradeNarratorTests {
    /// The events of a whole run, with the second at which each comes.
    private static let run: [(UpgradeEvent, Double)] = [
        (.phaseStarted(.connect, limit: .seconds(15)), 0),
        (.phaseStarted(.identify, limit: nil), 0.4),
        (.identified(Samples.identity, Samples.before), 0.7),
        (.phaseStarted(.plan, limit: nil), 0.7),
        (.planned(Samples.plan), 0.7),
        (.warning(.resetOnOpen), 0.7),
        (.phaseStarted(.commence, limit: .seconds(120)), 0.8),
        (.phaseStarted(.write, limit: nil), 5.9),
        (.progress(Samples.progress(20_000, at: 2)), 8),
        (.progress(Samples.progress(100_000, at: 10)), 16),
        (.progress(Samples.progress(262_144, at: 26, retries: 2)), 32),
        (.phaseStarted(.complete, limit: .seconds(60)), 32),
        (.phaseStarted(.reboot, limit: .seconds(60)), 33),
        (.phaseStarted(.verify, limit: nil), 35),
        (.phaseStarted(.accept, limit: nil), 36),
    ]

    @Test func `a transfer that is repeated has failed, and counts its percentages again`() {
        var events = Self.run.prefix(10)
        events += [
            (.phaseStarted(.commence, limit: nil), 20), (.phaseStarted(.write, limit: nil), 21),
            (.progress(Samples.progress(60_000, at: 1)), 22),
        ]
        let lines = narrate(Array(events), canRedraw: true).compactMap { output -> [String]? in
            if case .lines(let lines) = output { lines } else { nil }
        }.joined()
        #expect(lines.contains { $0.hasPrefix("✗ write") })
        let plain = narrate(Array(events), canRedraw: false).compactMap { output -> [String]? in
            if case .lines(let lines) = output { lines } else { nil }
        }.joined()
        #expect(plain.contains { $0.contains("22 %") })
    }

    private static let failure = UpgradeError(.checkFailed, "No.", nextStep: "Fix it.", phase: .check)

    private func narrate(
        _ events: [(UpgradeEvent, Double)],
        canRedraw: Bool,
        isVerbose: Bool = false,
        error: UpgradeError? = nil,
        until end: Double = 37
    ) -> [UpgradeNarrator.Output] {
        let style = UpgradeNarrator.Style(canRedraw: canRedraw, isVerbose: isVerbose, width: 80, paint: .off)
        var narrator = UpgradeNarrator(style: style)
        return events.flatMap { narrator.take($0, at: .milliseconds(Int64($1 * 1000))) }
            + narrator.finish(error, at: .milliseconds(Int64(end * 1000)))
    }

    private func lines(_ outputs: [UpgradeNarrator.Output]) -> [String] {
        outputs.flatMap { if case .lines(let lines) = $0 { lines } else { [] as [String] } }
    }

    @Test func onATerminalEachPhaseLeavesALine() {
        #expect(
            lines(narrate(Self.run, canRedraw: true)) == [
                "✓ connect    the prompt answers                                           0.4 s",
                "✓ identify   ESP32, dialect idf5, Lua 5.3, uart                           0.3 s",
                "Warning:     The board restarted when the port was opened; its adapter resets",
                "             it.",
                "✓ plan       ota_0 3.0.0.0 → ota_1 3.0.0.1, 262,144 bytes                 0.1 s",
                "✓ commence   ota_1 is erased                                              5.1 s",
                "✓ write      262,144 bytes, 10.1 kB/s, 2 lines sent again                  26 s",
                "✓ complete   the board took the image and selected ota_1                  1.0 s",
                "✓ reboot     the prompt is back                                           2.0 s",
                "✓ verify     read back what runs                                          1.0 s",
                "✓ accept     the new firmware is accepted                                 1.0 s",
            ]
        )
    }

    @Test func `on a terminal a live line shows each phase`() {
        let moving = narrate(Self.run, canRedraw: true).compactMap { output -> String? in
            if case .moving(let line) = output { line } else { nil }
        }
        #expect(
            moving == [
                "  connect    looking for the prompt",
                "  identify   asking the board what it is",
                "  plan       comparing image and board",
                "  commence   erasing ota_1",
                "  write      sending 262,144 bytes to ota_1",
                "  write      ━━━─────────────────────────────────────────    7 %   20,000 bytes",
                "  write      ━━━━━━━━──────────────   38 %  100,000 bytes  10.0 kB/s  0:17 left",
                "  write      ━━━━━━━━  100 %  262,144 bytes  10.1 kB/s  0:00 left  2 sent again",
                "  complete   the board checks the image and selects ota_1",
                "  reboot     restarting into ota_1",
                "  verify     reading back what runs",
                "  accept     accepting the new firmware",
            ]
        )
    }

    @Test func inALogEachPhaseIsALineAndTheTransferOneEveryTenPercent() {
        #expect(
            lines(narrate(Self.run, canRedraw: false)) == [
                "  connect    looking for the prompt",
                "  identify   ESP32, dialect idf5, Lua 5.3, uart",
                "  plan       ota_0 3.0.0.0 → ota_1 3.0.0.1, 262,144 bytes",
                "Warning:     The board restarted when the port was opened; its adapter resets",
                "             it.",
                "  commence   erasing ota_1",
                "  write      sending 262,144 bytes to ota_1",
                "  write       38 %  100,000 bytes  10.0 kB/s  0:17 left",
                "  write      100 %  262,144 bytes  10.1 kB/s  0:00 left  2 sent again",
                "  complete   the board checks the image and selects ota_1",
                "  reboot     restarting into ota_1",
                "  verify     reading back what runs",
                "  accept     accepting the new firmware",
            ]
        )
    }

    @Test func `a log has no live lines`() {
        let outputs = narrate(Self.run, canRedraw: false)
        #expect(!outputs.contains { if case .moving = $0 { true } else { false } })
    }

    @Test func `verbose output shows the limits`() {
        let lines = lines(narrate(Self.run, canRedraw: false, isVerbose: true))
        #expect(lines.contains("  commence   erasing ota_1, at most 2 min 0 s"))
    }

    @Test func aFailureMarksThePhaseInWhichItHappened() {
        let events = Array(Self.run.prefix(7))
        #expect(
            lines(narrate(events, canRedraw: true, error: Self.failure, until: 121)).last
                == "✗ commence   erasing ota_1                                            2 min 0 s"
        )
        #expect(
            lines(narrate(events, canRedraw: false, error: Self.failure, until: 121)).last
                == "  commence   stopped after 2 min 0 s"
        )
    }

    @Test func aRollBackMarksTheCheckBeforeIt() {
        let events: [(UpgradeEvent, Double)] = [
            (.planned(Samples.plan), 0), (.phaseStarted(.check, limit: .seconds(30)), 1),
            (.phaseStarted(.rollBack, limit: .seconds(60)), 3),
        ]
        let lines = lines(narrate(events, canRedraw: true, error: Self.failure, until: 6))
        #expect(lines.map { $0.prefix(12) } == ["✗ check     ", "✓ roll back "])
    }

    @Test func `a plan that is made twice is one phase`() {
        let events: [(UpgradeEvent, Double)] = [
            (.phaseStarted(.plan, limit: nil), 1), (.restartingFirst(.readSlots), 1),
            (.phaseStarted(.plan, limit: nil), 4),
            (.planned(Samples.plan), 4), (.phaseStarted(.commence, limit: nil), 4),
        ]
        #expect(
            lines(narrate(events, canRedraw: true, until: 5)) == [
                "  plan       restarting the board to learn the size of its slots",
                "✓ plan       ota_0 3.0.0.0 → ota_1 3.0.0.1, 262,144 bytes                 3.0 s",
                "✓ commence   ota_1 is erased                                              1.0 s",
            ]
        )
    }

    @Test func `a board that is asked twice is reported once`() {
        let identified = (UpgradeEvent.identified(Samples.identity, Samples.before), 0.0)
        #expect(lines(narrate([identified, identified], canRedraw: false)).count == 1)
    }

    @Test func `no plan means that there is nothing to do`() {
        let events: [(UpgradeEvent, Double)] = [(.phaseStarted(.plan, limit: nil), 0)]
        #expect(
            lines(narrate(events, canRedraw: true, until: 0)) == [
                "✓ plan       the board runs this firmware already                         0.0 s"
            ]
        )
    }

    @Test func `the live line shows the elapsed time`() {
        let style = UpgradeNarrator.Style(canRedraw: true, width: 80, paint: .off)
        var narrator = UpgradeNarrator(style: style)
        #expect(narrator.tick(at: .seconds(1)).isEmpty)
        _ = narrator.take(.phaseStarted(.commence, limit: .seconds(120)), at: .seconds(1))
        #expect(
            narrator.tick(at: .seconds(5)) == [
                .moving("  commence   erasing the other slot                      4 s, at most 2 min 0 s")
            ]
        )
    }

    @Test func `text from the board cannot move the cursor`() {
        var identity = Samples.identity
        identity.chipModel = "NEW\u{1B}[2J\r"
        let lines = lines(narrate([(.identified(identity, Samples.before), 0)], canRedraw: false))
        #expect(lines[0].hasPrefix("  identify   NEW?[2J?, "))
    }
}
