import ESPImage
import LuaREPL
import Testing

@testable import OTAUpgrade

@Suite struct UpgradePlannerTests {
    private func decide(
        image: AppImage,
        options: UpgradeOptions = UpgradeOptions(),
        identity: BoardIdentity = Fixtures.identity(),
        status: OTAStatus = Fixtures.status(),
        slotSize: Int? = 0x130000,
        mayRestart: Bool = false
    ) -> UpgradePlanner.Decision {
        UpgradePlanner(
            image: image,
            options: options,
            identity: identity,
            status: status,
            boot: Fixtures.boot(slotSize: slotSize),
            mayRestart: mayRestart
        ).decide()
    }

    private func refusal(_ decision: UpgradePlanner.Decision) throws -> UpgradeError {
        guard case .refuse(let error) = decision else {
            Issue.record("not refused: \(decision)")
            throw CancellationError()
        }
        #expect(!error.message.isEmpty)
        #expect(!error.nextStep.isEmpty)
        #expect(error.board != nil)
        return error
    }

    @Test func theOtherSlotTakesTheImage() throws {
        guard case .upgrade(let plan) = decide(image: try Fixtures.image()) else {
            Issue.record("refused")
            return
        }
        #expect(plan.from == "ota_0")
        #expect(plan.to == "ota_1")
        #expect(plan.runningVersion == "1.0.0")
        #expect(plan.imageVersion == "2.0.0")
        #expect(plan.slotSize == 0x130000)
        #expect(plan.warnings.isEmpty)
    }

    @Test func theSameFirmwareIsUnchanged() throws {
        let image = try Fixtures.image(version: "1.0.0")
        guard case .unchanged = decide(image: image, slotSize: nil, mayRestart: true) else {
            Issue.record("not unchanged")
            return
        }
        var forced = UpgradeOptions()
        forced.isForced = true
        guard case .upgrade = decide(image: image, options: forced) else {
            Issue.record("not forced")
            return
        }
    }

    @Test func aWrongChipIsRefused() throws {
        let decision = decide(image: try Fixtures.image(chip: .esp32s3), identity: Fixtures.identity(chip: "ESP32-C3"))
        #expect(try refusal(decision).code == .wrongChip)
    }

    @Test func anUnknownChipIsAWarning() throws {
        guard case .upgrade(let plan) = decide(image: try Fixtures.image(), identity: Fixtures.identity(chip: nil))
        else {
            Issue.record("refused")
            return
        }
        #expect(plan.warnings == [.chipUnknown])
    }

    @Test func anImageThatDoesNotFitIsRefused() throws {
        let image = try Fixtures.image(size: 0x20000)
        #expect(try refusal(decide(image: image, slotSize: 0x1FFF0)).code == .imageTooBig)
        guard case .upgrade = decide(image: image, slotSize: 0x20000) else {
            Issue.record("an image that just fits was refused")
            return
        }
        let small = Fixtures.identity(flashSize: 0x20000 + 0x1FFFF)
        #expect(try refusal(decide(image: image, identity: small, slotSize: nil)).code == .imageTooBig)
    }

    @Test func anUnknownSlotSizeCausesARestartOrAWarning() throws {
        let image = try Fixtures.image()
        #expect(decide(image: image, slotSize: nil, mayRestart: true) == .needsRestart(.readSlots))
        guard case .upgrade(let plan) = decide(image: image, slotSize: nil) else {
            Issue.record("refused")
            return
        }
        #expect(plan.warnings == [.slotSizeUnknown])
    }

    @Test func anOlderVersionNeedsPermission() throws {
        let image = try Fixtures.image(version: "0.9.9")
        #expect(try refusal(decide(image: image)).code == .downgradeRefused)
        var options = UpgradeOptions()
        options.allowsDowngrade = true
        guard case .upgrade = decide(image: image, options: options) else {
            Issue.record("refused")
            return
        }
    }

    @Test func aLowerSecureVersionNeedsPermission() throws {
        let running = OTAStatus(
            running: "ota_0",
            boot: "ota_0",
            slots: [
                .init(label: "ota_0", state: .valid, description: Fixtures.description("1.0.0", secureVersion: 4)),
                .init(label: "ota_1"),
            ]
        )
        let image = try Fixtures.image(secureVersion: 3)
        #expect(try refusal(decide(image: image, status: running)).code == .downgradeRefused)
    }

    @Test func versionsWithoutAnOrderAreAWarning() throws {
        guard case .upgrade(let plan) = decide(image: try Fixtures.image(version: "trunk")) else {
            Issue.record("refused")
            return
        }
        #expect(plan.warnings == [.versionsNotComparable(running: "1.0.0", image: "trunk")])
    }

    @Test func aBoardWithoutASecondSlotIsRefused() throws {
        let image = try Fixtures.image()
        let none = OTAStatus(running: "factory", boot: nil, slots: [])
        #expect(try refusal(decide(image: image, status: none)).code == .boardRefuses)
        let one = OTAStatus(running: "ota_0", boot: "ota_0", slots: [.init(label: "ota_0", state: .valid)])
        #expect(try refusal(decide(image: image, status: one)).code == .boardRefuses)
    }

    @Test func firmwareOnTrialIsRefused() throws {
        let status = Fixtures.status((.pendingVerify, "1.0.0"), (.valid, "0.9.0"))
        let error = try refusal(decide(image: try Fixtures.image(), status: status))
        #expect(error.code == .boardRefuses)
        #expect(error.board?.nextReset == .revertsTo(.init(slot: "ota_1", version: "0.9.0")))
    }

    @Test func aBoardWithoutRollbackIsRefusedIfRollbackIsRequired() throws {
        let status = Fixtures.status((.undefined, "1.0.0"))
        var options = UpgradeOptions()
        options.requiresRollback = true
        #expect(
            try refusal(decide(image: try Fixtures.image(), options: options, status: status)).code == .boardRefuses
        )
        guard case .upgrade(let plan) = decide(image: try Fixtures.image(), status: status) else {
            Issue.record("refused")
            return
        }
        #expect(plan.canRollBack == false)
        #expect(plan.warnings == [.noRollback])
    }

    @Test func anImageWithoutDescriptorIsAWarning() throws {
        guard case .upgrade(let plan) = decide(image: try Fixtures.image(version: nil)) else {
            Issue.record("refused")
            return
        }
        #expect(plan.warnings == [.imageHasNoDescriptor])
        #expect(plan.imageVersion == nil)
    }
}
