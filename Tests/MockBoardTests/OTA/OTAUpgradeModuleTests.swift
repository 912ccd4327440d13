import ESPImage
import Testing

@testable import ESPDevice
@testable import MockBoard

/// Every row of the table of `otaupgrade`'s messages, and the module's quirks.
@Suite struct OTAUpgradeModuleTests {
    private func started(
        rollback: Bool = false,
        table: PartitionTable = .nodeMCUDocumentation,
        release: IDFRelease = .v5_1_3,
        faults: FaultSchedule = .none
    ) -> TestDevice {
        let device = TestDevice(rollback: rollback, table: table, release: release, faults: faults)
        device.boot()
        return device
    }

    private let image = SampleImage().bytes

    // MARK: commence

    @Test func commenceErasesTheOtherSlotInBlocks() throws {
        let device = started()
        try device.core.flash.preset([UInt8](repeating: 0, count: 0x13_0000), at: 0x14_0000)
        #expect(try device.otaupgrade.commence() == .returns)
        let erased = device.operations.filter { $0.origin == .application }
        #expect(erased.count == 19)
        #expect(erased.allSatisfy { $0.kind == .eraseBlock })
        #expect(device.core.flash.read(0x14_0000..<0x27_0000).allSatisfy { $0 == 0xFF })
        #expect(device.takeLog().isEmpty)
    }

    @Test func commenceWithoutSlots() throws {
        let device = started(table: .nodeMCUStock)
        #expect(try device.otaupgrade.commence() == .raises("no OTA partition available"))
    }

    @Test func commenceOnTheOnlySlot() throws {
        let device = started(table: .of(["ota_0"]))
        #expect(try device.otaupgrade.commence() == .raises("can't overrite running firmware"))
    }

    @Test func commenceWithoutMemoryHasAlreadyErased() throws {
        let device = TestDevice(DeviceConfiguration(updateMemory: 0))
        device.boot()
        #expect(try device.otaupgrade.commence() == .raises("out of memory"))
        #expect(device.operations.contains { $0.kind == .eraseBlock })
    }

    @Test func commenceLeaksUntilThereIsNoMemory() throws {
        let device = TestDevice(DeviceConfiguration(updateMemory: 2))
        device.boot()
        #expect(try device.otaupgrade.commence() == .returns)
        #expect(try device.otaupgrade.commence() == .returns)
        #expect(try device.otaupgrade.commence() == .raises("out of memory"))
    }

    @Test func commenceWhileOnTrial() throws {
        let device = started(rollback: true)
        try device.upgrade(to: image)
        device.boot(.software)
        _ = device.takeLog()
        #expect(try device.otaupgrade.commence() == .raises("can't upgrade from unconfirmed firmware"))
        #expect(
            device.takeLog().map(\.text) == ["Running app has not confirmed state (ESP_OTA_IMG_PENDING_VERIFY)"]
        )
        #expect(try device.otaupgrade.accept() == .returns)
        #expect(try device.otaupgrade.commence() == .returns)
    }

    @Test func commenceOnFailingFlash() throws {
        let device = started()
        device.verdict = { $0.kind == .eraseBlock ? .fail(.flashOperationTimedOut) : .perform }
        #expect(try device.otaupgrade.commence() == .raises("ota error"))
    }

    @Test func commenceOnASlotWithAPartialSector() throws {
        let odd = PartitionTable([
            Partition(name: "otadata", type: .data, subtype: 0, offset: 0xE000, size: 0x2000),
            Partition(name: "ota_0", type: .app, subtype: 0x10, offset: 0x1_0000, size: 0x2_0000),
            Partition(name: "ota_1", type: .app, subtype: 0x11, offset: 0x3_0000, size: 0x1_0800),
        ])
        #expect(try started(table: odd).otaupgrade.commence() == .raises("ota error"))
    }

    // MARK: write

    @Test func writeWithoutCommence() throws {
        let device = started()
        #expect(try device.otaupgrade.write([5]) == .raises("write not possible, use otaupgrade.commence() first"))
        #expect(device.takeLog() == [ESPLogLine(.error, "esp_ota_ops", "not found the handle")])
    }

    @Test(arguments: IDFRelease.allCases)
    func anEmptyWriteWithoutCommenceDependsOnTheRelease(_ release: IDFRelease) throws {
        let device = started(release: release)
        let outcome = try device.otaupgrade.write([])
        let isOld = release == .v3_3_4 || release == .v4_4_6
        #expect(outcome == (isOld ? .raises("write not possible, use otaupgrade.commence() first") : .returns))
        _ = try device.otaupgrade.commence()
        #expect(try device.otaupgrade.write([]) == .returns)
    }

    @Test(arguments: [(UInt8(0x61), "61"), (0, "00"), (0xFF, "ff")])
    func writeOfSomethingElse(_ byte: UInt8, _ hex: String) throws {
        let device = started()
        _ = try device.otaupgrade.commence()
        #expect(try device.otaupgrade.write([byte, 1, 2]) == .raises("not a valid ota image"))
        #expect(
            device.takeLog().map(\.text)
                == ["OTA image has invalid magic byte (expected 0xE9, saw 0x\(hex))"]
        )
        #expect(device.core.flash.read(0x14_0000..<0x14_0003) == [0xFF, 0xFF, 0xFF])
        #expect(try device.otaupgrade.write([0xE9]) == .returns)
        #expect(try device.otaupgrade.write([byte]) == .returns)
    }

    @Test func emptyWritesDoNotCountAsTheFirst() throws {
        let device = started()
        _ = try device.otaupgrade.commence()
        _ = try device.otaupgrade.write([])
        #expect(try device.otaupgrade.write([0x78]) == .raises("not a valid ota image"))
    }

    /// The chunk that crosses the end fails completely; a smaller one still fits.
    @Test func writeBeyondTheSlot() throws {
        let device = started(table: .of(["ota_0", "ota_1"]))
        _ = try device.otaupgrade.commence()
        _ = try device.otaupgrade.write([0xE9] + [UInt8](repeating: 0, count: 0x2_0000 - 11))
        #expect(try device.otaupgrade.write([UInt8](repeating: 0, count: 11)) == .raises("ota error"))
        #expect(device.core.flash.read(0x4_FFF6..<0x4_FFF7) == [0xFF])
        #expect(try device.otaupgrade.write([UInt8](repeating: 0, count: 10)) == .returns)
        #expect(try device.otaupgrade.write([1]) == .raises("ota error"))
    }

    @Test func aFailedWriteCanBeRepeated() throws {
        let device = started()
        _ = try device.otaupgrade.commence()
        _ = try device.otaupgrade.write(image.prefix(1000))
        device.verdict = { $0.address == 0x14_0400 ? .fail(.flashOperationFailed) : .perform }
        #expect(try device.otaupgrade.write(image[1000..<2000]) == .raises("ota error"))
        device.verdict = { _ in .perform }
        #expect(try device.otaupgrade.write(image[1000...]) == .returns)
        #expect(try device.otaupgrade.complete(.absent) == .returns)
    }

    // MARK: complete

    @Test(arguments: [RebootArgument.absent, .number(0), .number(1), .notANumber(typeName: "boolean")])
    func completeWithoutCommence(_ argument: RebootArgument) throws {
        #expect(try started().otaupgrade.complete(argument) == .raises("no upgrade in progress"))
    }

    /// The slot is stored before the erase: complete then finds an invalid handle.
    @Test func completeAfterAFailedCommence() throws {
        let device = started(table: .of(["ota_0"]))
        _ = try device.otaupgrade.commence()
        #expect(try device.otaupgrade.complete(.absent) == .raises("ota error"))
    }

    @Test func completeOfNothing() throws {
        let device = started()
        _ = try device.otaupgrade.commence()
        #expect(try device.otaupgrade.complete(.absent) == .raises("empty firmware image"))
        #expect(try device.otaupgrade.complete(.absent) == .raises("ota error"))
    }

    @Test func completeOfAnUnfinishedImage() throws {
        let device = started()
        _ = try device.otaupgrade.commence()
        _ = try device.otaupgrade.write([0xE9])
        #expect(try device.otaupgrade.complete(.number(1)) == .raises("validation failed"))
        #expect(device.takeLog().map(\.text) == ["mismatch chip ID, expected 0, found 65535"])
        #expect(try device.otaupgrade.complete(.absent) == .raises("ota error"))
        #expect(try device.otaupgrade.write([1]) == .raises("write not possible, use otaupgrade.commence() first"))
        #expect(try device.otaupgrade.commence() == .returns)
        #expect(try device.otaupgrade.write([0xE9]) == .returns)
        #expect(device.records == "[1 VALID] [ ]")
    }

    @Test(arguments: [
        (RebootArgument.absent, LuaOutcome.returns), (.number(0), .returns), (.number(1), .restarts),
        (.number(-1), .restarts),
        (
            .notANumber(typeName: "boolean"),
            .raises("bad argument #1 to 'complete' (number expected, got boolean)")
        ),
        (.notAnInteger, .raises("bad argument #1 to 'complete' (number has no integer representation)")),
    ])
    func completeChecksItsArgumentLast(_ argument: RebootArgument, _ outcome: LuaOutcome) throws {
        let device = started()
        _ = try device.otaupgrade.commence()
        _ = try device.otaupgrade.write(image)
        #expect(try device.otaupgrade.complete(argument) == outcome)
        #expect(device.records == "[1 VALID] [2 UNDEF]")
        #expect(try device.otaupgrade.complete(argument) == .raises("no upgrade in progress"))
    }

    /// As recorded: both verifications of the image print its segments.
    @Test func completePrintsTheSegmentsTwice() throws {
        let device = started()
        _ = device.takeLog()
        try device.upgrade(to: image)
        let segments = [
            "segment 0: paddr=00140020 vaddr=3f400020 size=003ech (  1004) map",
            "segment 1: paddr=00140414 vaddr=3ffb0000 size=00bc8h (  3016) ",
        ]
        #expect(device.takeLog().map(\.text) == segments + segments)
        #expect(device.verifiedBytes == 2 * (1004 + 3016))
    }

    @Test func completeDoesNotReportAFailedSwitch() throws {
        let device = started(faults: FaultSchedule([.setBootFails]))
        #expect(try device.upgrade(to: image) == .returns)
        #expect(device.records == "[1 VALID] [ ]")
        #expect(device.otaupgrade.info().boot == "ota_0")
        device.boot(.software)
        #expect(device.running == "ota_0")
    }

    @Test func completeWithoutOTADataReturnsNormally() throws {
        let device = started(table: .of(["ota_0", "ota_1"], otaDataSize: nil))
        #expect(try device.upgrade(to: image) == .returns)
        #expect(device.takeLog().last?.text == "not found otadata")
        device.boot(.software)
        #expect(device.running == "ota_0")
    }

    // MARK: accept and rollback

    @Test func acceptIsRepeatable() throws {
        let device = started()
        let before = device.core.flash.operationCount
        #expect(try device.otaupgrade.accept() == .returns)
        #expect(try device.otaupgrade.accept() == .returns)
        #expect(device.core.flash.operationCount == before)
    }

    @Test func acceptWithoutRecords() throws {
        let factory = started(table: .of(["factory", "ota_0"]))
        #expect(try factory.otaupgrade.accept() == .raises("firmware accept failed"))
        #expect(factory.takeLog().map(\.text) == ["Running firmware is factory"])
        let bare = started(table: .nodeMCUStock)
        #expect(try bare.otaupgrade.accept() == .raises("firmware accept failed"))
        #expect(bare.takeLog().map(\.text) == ["not found otadata"])
    }

    /// Accept marks the active record, which before the restart is the new image's.
    @Test func acceptBeforeTheRestartAcceptsTheNewImage() throws {
        let device = started(rollback: true)
        try device.upgrade(to: image)
        #expect(try device.otaupgrade.accept() == .returns)
        #expect(device.records == "[1 VALID] [2 VALID]")
    }

    @Test func acceptAfterAFallbackAcceptsTheWrongImage() throws {
        let device = started()
        try device.upgrade(to: image)
        try device.core.flash.preset([0], at: 0x14_0000)
        device.boot(.software)
        #expect(device.running == "ota_0")
        #expect(try device.otaupgrade.accept() == .returns)
        #expect(device.records == "[1 VALID] [2 VALID]")
    }

    @Test func rollbackWithoutAnotherImage() throws {
        let device = started()
        #expect(try device.otaupgrade.rollback() == .raises("no other firmware to roll back to"))
        #expect(
            device.takeLog().map(\.text)
                == ["Rollback is not possible, do not have any suitable apps in slots"]
        )
        #expect(device.records == "[1 VALID] [ ]")
    }

    @Test func rollbackRestartsIntoTheOtherSlot() throws {
        let device = started()
        try device.upgrade(to: image)
        device.boot(.software)
        #expect(device.running == "ota_1")
        _ = device.takeLog()
        #expect(try device.otaupgrade.rollback() == .restarts)
        #expect(
            device.takeLog() == [
                ESPLogLine(.info, "esp_ota_ops", "Rollback to previously worked partition. Restart.")
            ]
        )
        #expect(device.records == "[1 VALID] [2 INVALID]")
        device.boot(.software)
        #expect(device.running == "ota_0")
        #expect(try device.otaupgrade.rollback() == .raises("no other firmware to roll back to"))
    }

    @Test func rollbackRequiresACompleteImage() throws {
        let device = started()
        try device.upgrade(to: image)
        device.boot(.software)
        try device.core.flash.preset([0], at: 0x1_0800)
        #expect(try device.otaupgrade.rollback() == .raises("no other firmware to roll back to"))
        let factory = started(table: .of(["factory", "ota_0"]))
        try factory.upgrade(to: image)
        factory.boot(.software)
        #expect(factory.running == "ota_0")
        #expect(try factory.otaupgrade.rollback() == .restarts)
        factory.boot(.software)
        #expect(factory.running == "factory")
    }

    @Test func rollbackWithoutRecordsIsAnError() throws {
        #expect(try started(table: .nodeMCUStock).otaupgrade.rollback() == .raises("ota error"))
        #expect(try started(table: .of(["factory", "ota_0"])).otaupgrade.rollback() == .raises("ota error"))
    }

    @Test func everyFunctionPassesOnAPowerLoss() throws {
        let device = started()
        device.verdict = { _ in .cutPower(.before) }
        #expect(throws: PowerLoss.self) { try device.otaupgrade.commence() }
    }

    // MARK: info

    @Test func infoOfANewBoard() {
        let info = started().otaupgrade.info()
        #expect(info.running == "ota_0")
        #expect(info.boot == "ota_0")
        #expect(info.slots.map(\.name) == ["ota_0", "ota_1"])
        #expect(info.slots[0].state == .valid)
        let description = info.slots[0].description
        #expect(description?.name == "nodemcu")
        #expect(description?.version == "1.0.0")
        #expect(description?.secureVersion == 0)
        #expect(description?.date == "Jan  2 2025")
        #expect(description?.time == "03:04:05")
        #expect(description?.idfVersion == "v5.1.3")
        #expect(info.slots[1] == OTAUpgradeInfo.Slot(name: "ota_1"))
    }

    @Test func aWrittenSlotWithoutARecordIsEmpty() throws {
        let device = started()
        _ = try device.otaupgrade.commence()
        _ = try device.otaupgrade.write(image)
        #expect(device.otaupgrade.info().slots[1] == OTAUpgradeInfo.Slot(name: "ota_1"))
        _ = try device.otaupgrade.complete(.absent)
        let slot = device.otaupgrade.info().slots[1]
        #expect(slot.state == .undefined)
        #expect(slot.description?.version == "2.0.0")
        #expect(device.otaupgrade.info().running == "ota_0")
        #expect(device.otaupgrade.info().boot == "ota_1")
    }

    @Test func anErasedSlotWithARecordHasAStateOnly() throws {
        let device = started(rollback: true)
        try device.upgrade(to: image)
        _ = try device.otaupgrade.commence()
        #expect(device.otaupgrade.info().slots[1] == OTAUpgradeInfo.Slot(name: "ota_1", state: .new))
    }

    @Test func infoWithoutOTAData() {
        let stock = started(table: .nodeMCUStock)
        let info = stock.otaupgrade.info()
        #expect(info == OTAUpgradeInfo(running: "factory", boot: nil, slots: []))
        #expect(stock.takeLog() == [ESPLogLine(.error, "esp_ota_ops", "not found otadata")])
        let slots = started(table: .of(["ota_0", "ota_1"], otaDataSize: nil))
        #expect(slots.otaupgrade.info().boot == nil)
        #expect(slots.takeLog().count == 3)
    }

    @Test func theFactoryIsNotListedAndTheTestApplicationIs() {
        let info = started(table: .of(["factory", "ota_0", "test"])).otaupgrade.info()
        #expect(info.running == "factory")
        #expect(info.boot == "factory")
        #expect(info.slots == [OTAUpgradeInfo.Slot(name: "ota_0"), OTAUpgradeInfo.Slot(name: "test")])
    }

    @Test func aTextWithoutNULContinuesIntoTheNextField() throws {
        let device = started()
        try device.core.flash.preset([UInt8](repeating: 0x41, count: 32), at: 0x1_0030)
        #expect(device.otaupgrade.info().slots[0].description?.version == String(repeating: "A", count: 32) + "nodemcu")
    }
}
