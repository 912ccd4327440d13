import ESPImage
import Testing

@testable import ESPDevice
@testable import MockBoard

@Suite struct DeviceCoreTests {
    private let image = SampleImage().bytes

    @Test func aBootReturnsTheFirmware() throws {
        let device = TestDevice(rollback: false)
        let firmware = try #require(device.boot().firmware)
        #expect(firmware.partition.name == "ota_0")
        #expect(firmware.description?.version == "1.0.0")
        #expect(device.takeLog().isEmpty)
    }

    @Test func operationsOfTheBootloaderAreMarked() throws {
        let device = TestDevice(rollback: true)
        device.boot()
        #expect(device.operations.map(\.origin) == [.bootloader, .bootloader])
        try device.upgrade(to: image)
        device.boot(.software)
        let origins = device.operations.map(\.origin)
        #expect(origins.suffix(2) == [.bootloader, .bootloader])
        #expect(origins.dropFirst(2).dropLast(2).allSatisfy { $0 == .application })
    }

    @Test func memoryIsLostAtAReset() throws {
        let device = TestDevice(rollback: false)
        device.boot()
        _ = try device.otaupgrade.commence()
        _ = try device.otaupgrade.write(image)
        device.boot(.software)
        #expect(try device.otaupgrade.complete(.absent) == .raises("no upgrade in progress"))
        #expect(try device.otaupgrade.write([1]) == .raises("write not possible, use otaupgrade.commence() first"))
    }

    @Test func nothingBootableIsALoop() throws {
        let device = TestDevice(rollback: false)
        try device.core.flash.preset([0], at: 0x1_0000)
        for reason in [ResetReason.powerOn, .bootloader] {
            guard case .resets(.bootloader) = device.boot(reason).outcome else {
                Issue.record("the board came up")
                return
            }
        }
        #expect(
            device.report.lines.last?.rendered(newline: "\n", colours: false)
                .hasSuffix(
                    "E (\(milliseconds(device.report))) boot: No bootable app partitions in the partition table\r\n"
                ) == true
        )
    }

    private func milliseconds(_ report: BootReport) -> Int {
        Int((report.lines.last!.at / .milliseconds(1)).rounded(.down))
    }

    @Test func aDamagedTableIsALoop() throws {
        let device = TestDevice(rollback: false)
        try device.core.flash.preset([0], at: 0x800C)
        guard case .resets(.bootloader) = device.boot().outcome else {
            Issue.record("the board came up")
            return
        }
        let last = device.report.lines.last?.rendered(newline: "\n")
        #expect(last?.contains("load partition table error!") == true)
    }

    // MARK: Faults of flash and boot

    @Test(arguments: [true, false])
    func anImageThatDoesNotBootFallsBack(_ rollback: Bool) throws {
        let device = TestDevice(rollback: rollback, faults: FaultSchedule([.imageNotBootable]))
        device.boot()
        #expect(try device.upgrade(to: image) == .returns)
        device.boot(.software)
        #expect(device.running == "ota_0")
        #expect(device.records == (rollback ? "[1 VALID] [2 PENDING]" : "[1 VALID] [2 UNDEF]"))
        let lines = device.report.lines.map { $0.rendered(newline: "\n", colours: false) }
        #expect(lines.contains { $0.contains("OTA app partition slot 1 is not bootable") })
        #expect(lines.contains { $0.contains("invalid: overlaps bootloader") })
        device.core.faults = NoDeviceFaults()
        device.boot(.software)
        #expect(device.running == "ota_0", "what was written keeps its defect")
        #expect(try device.upgrade(to: image) == .returns)
        device.boot(.software)
        #expect(device.running == "ota_1", "what is written without the fault has none")
    }

    @Test(arguments: ChipModel.all, IDFRelease.allCases)
    func anImageThatDoesNotBootHasAReasonOnEveryChip(_ chip: ESPDevice.ChipModel, _ release: IDFRelease) throws {
        let device = TestDevice(
            DeviceConfiguration(chip: chip, release: release),
            faults: FaultSchedule([.imageNotBootable])
        )
        device.boot()
        try device.upgrade(to: SampleImage(chip: chip).bytes)
        device.boot(.software)
        #expect(device.running == "ota_0")
        let lines = device.report.lines.map { $0.rendered(newline: "\n", colours: false) }
        #expect(lines.contains { $0.contains("esp_image: Segment 1") })
    }

    @Test func aCrashLoopEndsIfTheBootloaderCanRollBack() throws {
        let device = TestDevice(rollback: true, faults: FaultSchedule([.crashLoop]))
        device.boot()
        try device.upgrade(to: image)
        guard case .resets(.panic) = device.boot(.software).outcome else {
            Issue.record("the firmware did not crash")
            return
        }
        let text = device.report.lines.map { $0.rendered(newline: "\n") }.joined()
        #expect(text.contains("Guru Meditation Error: Core  0 panic'ed"))
        #expect(text.hasSuffix("Rebooting...\r\n"))
        #expect(!text.contains("NodeMCU ESP32 build"))
        device.boot(.panic)
        #expect(device.running == "ota_0")
        #expect(device.records == "[1 VALID] [2 ABORTED]")
    }

    @Test func aCrashLoopWithoutRollbackContinues() throws {
        let device = TestDevice(rollback: false, faults: FaultSchedule([.crashLoop]))
        device.boot()
        try device.upgrade(to: image)
        device.bootUntilStable(.software)
        guard case .resets(.panic) = device.report.outcome else {
            Issue.record("the board came up")
            return
        }
        device.core.faults = NoDeviceFaults()
        guard case .resets(.panic) = device.boot(.panic).outcome else {
            Issue.record("the written image has lost its defect")
            return
        }
    }

    /// The firmware that the board was delivered with does not crash, nor does one that was flashed over USB.
    @Test func onlyTheImageOfAnUpdateCrashes() throws {
        let device = TestDevice(rollback: false, faults: FaultSchedule([.crashLoop, .imageNotBootable]))
        device.boot()
        #expect(device.running == "ota_0")
        try device.core.flash.preset(image, at: 0x14_0000)
        try device.core.flash.preset(OTASelectEntry(sequence: 2, state: .undefined).bytes, at: 0xF000)
        device.boot(.software)
        #expect(device.running == "ota_1")
    }

    @Test func faultsActBeforeTheObserver() {
        let device = TestDevice(rollback: false, faults: FaultSchedule([.powerCut(operation: 1, .after)]))
        device.verdict = { _ in .fail(.failed) }
        guard case .lostPower(let loss) = device.boot().outcome else {
            Issue.record("the power stayed on")
            return
        }
        #expect(loss.cut == .after)
        #expect(device.operations.isEmpty)
    }

    @Test func aRehearsalShowsTheNextResetsAndChangesNothing() throws {
        let device = TestDevice(rollback: true)
        device.boot()
        try device.upgrade(to: image)
        let before = Array(device.core.flash.read(0..<device.core.flash.size))
        let rehearsal = device.core.rehearsal()
        #expect(rehearsal.boot(.software).firmware?.partition.name == "ota_1")
        #expect(rehearsal.boot(.powerOn).firmware?.partition.name == "ota_0")
        #expect(Array(device.core.flash.read(0..<device.core.flash.size)) == before)
        #expect(device.records == "[1 VALID] [2 NEW]")
        device.boot(.software)
        #expect(device.running == "ota_1")
    }

    /// The operation count continues, and the images of updates are known.
    @Test func aRehearsalHasTheSameFaults() throws {
        let device = TestDevice(rollback: true, faults: FaultSchedule([.crashLoop]))
        device.boot()
        try device.upgrade(to: image)
        guard case .resets(.panic) = device.core.rehearsal().boot(.software).outcome else {
            Issue.record("the firmware did not crash")
            return
        }
        let next = device.core.flash.operationCount + 1
        device.core.faults = FaultSchedule([.powerCut(operation: next, .before)])
        guard case .lostPower = device.core.rehearsal().boot(.software).outcome else {
            Issue.record("the power stayed on")
            return
        }
    }

    /// For an image that takes long to verify, the report ends after everything has been printed.
    @Test func theReportLastsAtLeastAsLongAsItsLines() {
        let report = TestDevice(rollback: false).boot()
        #expect(report.duration > report.lines.last!.at)
    }
}
