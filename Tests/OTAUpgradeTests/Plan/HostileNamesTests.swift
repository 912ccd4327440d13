import ESPImage
import LuaREPL
import Testing

@testable import OTAUpgrade

/// Slots and versions whose names are terminal commands: no message passes them on.
@Suite struct HostileNamesTests {
    private static let bad = "\u{1B}[2J\r\n\u{9B}\u{202E}\u{200B}\u{2028}"

    private let status = Fixtures.status(
        running: "ota_0",
        boot: "ota_0" + bad,
        (.valid, "9.0.0" + bad),
        (.aborted, "1.0.0" + bad)
    )

    private func expectHarmless(_ error: UpgradeError, sourceLocation: SourceLocation = #_sourceLocation) {
        for text in [error.message, error.nextStep] {
            #expect(text.unicodeScalars.allSatisfy { $0.isPrintable }, sourceLocation: sourceLocation)
        }
    }

    @Test func refusals() throws {
        let image = try Fixtures.image()
        for (first, second, slotSize) in [
            ((.pendingVerify, "1"), (nil, nil), 0x100000), ((.valid, "9.0.0" + Self.bad), (nil, nil), 0x100000),
            ((.valid, "1.0.0"), (nil, nil), 4096),
        ] as [((OTAImageState?, String?), (OTAImageState?, String?), Int)] {
            var status = Fixtures.status(first, second)
            status.running += first.0 == .pendingVerify ? Self.bad : ""
            if first.0 == .pendingVerify { status.slots[0].label = status.running }
            let planner = UpgradePlanner(
                image: image,
                options: UpgradeOptions(),
                identity: Fixtures.identity(),
                status: status,
                boot: Fixtures.boot(slotSize: slotSize),
                mayRestart: false
            )
            guard case .refuse(let error) = planner.decide() else {
                Issue.record("not refused: \(status)")
                continue
            }
            expectHarmless(error)
        }
    }

    private let crash = CrashText(kind: .abort, line: "abort() was called" + Self.bad)

    private let plan = UpgradePlan(
        from: "ota_0" + Self.bad,
        to: "ota_1" + Self.bad,
        runningVersion: "1" + Self.bad,
        imageVersion: "2" + Self.bad,
        imageSize: 1,
        slotSize: nil,
        canRollBack: true,
        warnings: []
    )

    @Test func failuresAfterTheTransfer() {
        expectHarmless(.bootSlotNotSwitched(plan, status))
        expectHarmless(.newFirmwareWithoutModule(plan))
        let image = Fixtures.description("2.0.0")
        for running in ["ota_0" + Self.bad, plan.to] {
            var status = status
            status.running = running
            expectHarmless(.notRunning(plan, UpgradeProof(status: status, slot: plan.to, image: image), status, crash))
        }
        expectHarmless(.firmware("stdin:1: " + Self.bad, in: .write, board: nil))
        expectHarmless(.notAccepted(Self.bad, nil, board: nil))
    }

    @Test func resetsAndRollbacks() {
        var boot = BootRecord()
        boot.crash = crash
        expectHarmless(.endsTrial(status))
        expectHarmless(.rollbackRefused(Self.bad, status, boot: BootRecord()))
        let report = BoardReport(identity: Fixtures.identity(), status: status, boot: boot)
        expectHarmless(.notRolledBack(from: status, to: report))
        expectHarmless(.restartedOnTrial(plan, status, boot.restartWords))
    }

    @Test func dialogues() {
        var (boot, crashed) = (BootRecord(), BootRecord())
        boot.resetReason = Self.bad
        crashed.crash = crash
        var (evidence, silent) = (PromptEvidence(), PromptEvidence())
        evidence.crash = crash
        (silent.crash, silent.bytes, silent.resets) = (crash, 1, 1)
        for error in [
            REPLError.rebooted(question: Self.bad, boot), .rebooted(question: Self.bad, crashed), .crashLoop(evidence),
            .noPrompt(silent),
            .raised(function: "f", message: Self.bad),
            .noAnswer(question: Self.bad, waited: .seconds(1)),
        ] {
            for phase in UpgradePhase.allCases {
                expectHarmless(.dialogue(error, in: phase, plan: nil, board: nil))
            }
        }
    }

    @Test func warnings() {
        for warning in [
            UpgradeWarning.versionsNotComparable(running: Self.bad, image: Self.bad),
            .otherProject(running: Self.bad, image: Self.bad), .trialMayEnd(slot: Self.bad),
        ] {
            #expect(warning.description.unicodeScalars.allSatisfy { $0.isPrintable })
        }
    }
}
