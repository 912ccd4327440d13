import ESPImage
import LuaREPL
import Testing
import TransportCore

@testable import OTAUpgrade

/// What the bootloader reports about slots and chip decides before anything is erased.
@Suite struct PlanFromBootTextTests {
    /// The record of a boot text with these lines.
    private func boot(_ lines: String...) -> BootRecord {
        var parser = REPLParser()
        var monitor = BootMonitor()
        for event in parser.feed(Array(lines.map { $0 + "\n" }.joined().utf8)) {
            monitor.note(event, at: .init(nanoseconds: 0))
        }
        return monitor.record
    }

    private func row(_ number: Int, _ label: String, _ subtype: Int, size: Int, type: Int = 0) -> String {
        func hex(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 16)
            return String(repeating: "0", count: digits - text.count) + text
        }
        let padding = String(repeating: " ", count: 16 - label.utf8.count)
        return "I (57) boot: \(number < 10 ? " " : "")\(number) \(label)\(padding) OTA app          "
            + "\(hex(type, 2)) \(hex(subtype, 2)) 00010000 \(hex(size, 8))"
    }

    private func decide(
        _ image: AppImage,
        running: String = "ota_0",
        slots: [String] = ["ota_0", "ota_1"],
        boot: BootRecord,
        options: UpgradeOptions = UpgradeOptions(),
        flashSize: Int? = 0x400000
    ) -> UpgradePlanner.Decision {
        let slots = slots.map { label in
            OTAStatus.Slot(
                label: label,
                state: label == running ? .valid : nil,
                description: label == running ? Fixtures.description("1.0.0") : nil
            )
        }
        return UpgradePlanner(
            image: image,
            options: options,
            identity: Fixtures.identity(flashSize: flashSize),
            status: OTAStatus(running: running, boot: running, slots: slots),
            boot: boot,
            mayRestart: false
        ).decide()
    }

    private func plan(_ decision: UpgradePlanner.Decision) throws -> UpgradePlan {
        guard case .upgrade(let plan) = decision else {
            Issue.record("not planned: \(decision)")
            throw CancellationError()
        }
        return plan
    }

    private func refusal(_ decision: UpgradePlanner.Decision) throws -> UpgradeError {
        guard case .refuse(let error) = decision else {
            Issue.record("not refused: \(decision)")
            throw CancellationError()
        }
        #expect(error.phase == .plan && !error.nextStep.isEmpty && error.board != nil)
        return error
    }

    // MARK: Sizes

    @Test func aKnownSizeIsUsed() throws {
        let boot = boot(row(0, "ota_0", 0x10, size: 0x100000), row(1, "ota_1", 0x11, size: 0x2E0000))
        let image = try Fixtures.image(size: 2_400_000)
        #expect(try plan(decide(image, boot: boot)).slotSize == 0x2E0000)
        #expect(try refusal(decide(image, running: "ota_1", boot: boot)).code == .imageTooBig)
    }

    @Test func slotsOfUnknownSizeCanDiffer() throws {
        let image = try Fixtures.image(size: 2_400_000)
        #expect(try plan(decide(image, boot: BootRecord())).warnings.contains(.slotSizeUnknown))
        #expect(try refusal(decide(image, boot: BootRecord(), flashSize: 0x200000)).code == .imageTooBig)
    }

    @Test func paddingNeedsNoRoom() throws {
        let bytes = try Fixtures.image(size: 0x4000).bytes
        let dump = try AppImage(bytes + [UInt8](repeating: 0xFF, count: 0x130000 - bytes.count))
        let boot = boot(row(0, "ota_0", 0x10, size: 0x10000), row(1, "ota_1", 0x11, size: 0x10000))
        let plan = try plan(decide(dump, boot: boot))
        #expect(plan.imageSize == 0x4000)
        #expect(plan.warnings.contains(.padded(bytes: 0x130000 - 0x4000)))
    }

    @Test(arguments: ["my app 1", " leading", "a  b", "sixteen letters!", "ota app", "ünï"])
    func labelsMayHaveBlanks(label: String) throws {
        let boot = boot(row(0, "my app 0", 0x10, size: 0x130000), row(1, label, 0x11, size: 0x20000))
        let slots = ["my app 0", label]
        let small = try plan(decide(Fixtures.image(size: 0x20000), running: "my app 0", slots: slots, boot: boot))
        #expect(small.to == label)
        #expect(small.slotSize == 0x20000)
        let big = try decide(Fixtures.image(size: 0x20010), running: "my app 0", slots: slots, boot: boot)
        #expect(try refusal(big).code == .imageTooBig)
    }

    // MARK: Slots

    @Test func aSlotAfterAGapIsRefused() throws {
        let boot = boot(row(0, "ota_0", 0x10, size: 0x130000), row(1, "ota_2", 0x12, size: 0x130000))
        let error = try refusal(decide(Fixtures.image(), slots: ["ota_0", "ota_2"], boot: boot))
        #expect(error.code == .boardRefuses)
        #expect(error.message.contains("no ota_1"))
    }

    @Test func aSlotBeforeAGapIsAWarning() throws {
        let boot = boot(
            row(0, "ota_0", 0x10, size: 0x130000),
            row(1, "ota_1", 0x11, size: 0x130000),
            row(2, "ota_3", 0x13, size: 0x130000)
        )
        let slots = ["ota_0", "ota_1", "ota_3"]
        let plan = try plan(decide(Fixtures.image(), slots: slots, boot: boot))
        #expect(plan.to == "ota_1")
        #expect(plan.warnings.contains(.slotsHaveGap))
        #expect(try refusal(decide(Fixtures.image(), running: "ota_1", slots: slots, boot: boot)).code == .boardRefuses)
    }

    @Test func aListThatLacksASlotDecidesNothing() throws {
        let boot = boot(row(0, "ota_0", 0x10, size: 0x130000), row(2, "ota_2", 0x12, size: 0x130000))
        let plan = try plan(decide(Fixtures.image(), slots: ["ota_0", "ota_1", "ota_2"], boot: boot))
        #expect(plan.to == "ota_1")
        #expect(!plan.warnings.contains(.slotsHaveGap))
    }

    @Test func slotNumbersDecideWhichSlotIsNext() throws {
        let boot = boot(
            row(0, "left", 0x10, size: 0x130000),
            row(1, "right", 0x11, size: 0x130000),
            row(2, "centre", 0x12, size: 0x130000)
        )
        let slots = ["left", "right", "centre"]
        for (running, next) in [("left", "right"), ("right", "centre"), ("centre", "left"), ("factory", "left")] {
            #expect(try plan(decide(Fixtures.image(), running: running, slots: slots, boot: boot)).to == next)
        }
    }

    @Test func aBoardWithoutOTADataIsRefused() throws {
        let status = OTAStatus(
            running: "ota_0",
            boot: nil,
            slots: [.init(label: "ota_0"), .init(label: "ota_1")]
        )
        let decision = UpgradePlanner(
            image: try Fixtures.image(),
            options: UpgradeOptions(),
            identity: Fixtures.identity(),
            status: status,
            boot: BootRecord(),
            mayRestart: false
        ).decide()
        let error = try refusal(decision)
        #expect(error.code == .boardRefuses)
        #expect(error.message.contains("otadata"))
    }

    // MARK: Revisions

    private func image(_ chip: Chip = .esp32, from least: ChipRevision? = nil, to most: ChipRevision? = nil) throws
        -> AppImage
    {
        var builder = AppImageBuilder(chip: chip, version: "2.0.0", size: 8192)
        builder.minChipRevision = least
        builder.maxChipRevision = most
        return try AppImage(builder.build())
    }

    private static let reset = ["ets Jun  8 2016 00:22:57", "rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)"]

    @Test(arguments: [
        // What the board prints, and whether it accepts images for v3.1 or later, v4.0 or later, and up to v3.0.
        ("I (27) boot: chip revision: v3.1", [true, false, false]),
        ("I (27) boot: chip revision: v3.0", [false, false, true]),
        ("I (27) boot: chip revision: v4.12", [true, true, false]),
        ("I (27) boot: chip revision: v1.0", [false, false, true]),
        ("I (281) efuse_init: Chip rev:         v3.1", [true, false, false]),
        ("I (281) cpu_start: Chip rev:         v3.1 ", [true, false, false]),
        // The major number alone leaves the minor one open.
        ("I (27) boot: Chip Revision: 3", [true, false, true]),
        ("I (27) boot: chip revision: 1", [false, false, true]),
        ("I (27) boot: chip revision: x", [true, true, true]),
        ("I (281) efuse_init: Min chip rev:     v0.0", [true, true, true]),
    ])
    func theChipsRevisionDecides(line: String, isTaken: [Bool]) throws {
        let boot = boot(Self.reset[0], Self.reset[1], line)
        let images = [
            try image(from: .init(major: 3, minor: 1)), try image(from: .init(major: 4, minor: 0)),
            try image(to: .init(major: 3, minor: 0)),
        ]
        for (image, isTaken) in zip(images, isTaken) {
            let decision = decide(image, boot: boot)
            if isTaken { _ = try plan(decision) } else { #expect(try refusal(decision).code == .wrongChip) }
        }
        _ = try plan(decide(try image(), boot: boot))
    }

    @Test func theSentenceNamesBothRevisions() throws {
        let boot = boot(Self.reset[0], Self.reset[1], "I (27) boot: chip revision: v3.1")
        let error = try refusal(decide(image(from: .init(major: 4, minor: 0)), boot: boot))
        #expect(error.message.contains("v4.0") && error.message.contains("v3.1"))
    }

    @Test func aSingleRevisionNumberOfAnESP32C3IsTheMinorOne() throws {
        let boot = boot(
            "ESP-ROM:esp32c3-api1-20210207",
            "rst:0x1 (POWERON),boot:0xc (SPI_FAST_FLASH_BOOT)",
            "I (27) boot: chip revision: 3"
        )
        #expect(boot.chipRevisions == 3...3)
    }

    // MARK: Modules

    private func image(modules: [String]) throws -> AppImage {
        var builder = AppImageBuilder(version: "2.0.0", size: 8192)
        builder.modules = modules
        return try AppImage(builder.build())
    }

    private var usual: BootRecord { Fixtures.boot(slotSize: 0x130000) }

    @Test func firmwareWithoutOTAUpgradeIsRefused() throws {
        let image = try image(modules: ["node", "file", "tmr", "uart"])
        let error = try refusal(decide(image, boot: usual))
        #expect(error.code == .imageNotUpgradable)
        #expect(error.remedies == [.allowLastUpgrade])
        var options = UpgradeOptions()
        options.allowsLastUpgrade = true
        #expect(try plan(decide(image, boot: usual, options: options)).warnings == [.lastUpgrade])
    }

    @Test func firmwareWithUnknownModulesIsAWarning() throws {
        #expect(try plan(decide(image(modules: []), boot: usual)).warnings == [.modulesUnknown(.noText)])
        #expect(try plan(decide(image(modules: AppImageBuilder.usualModules), boot: usual)).warnings == [])
    }
}
