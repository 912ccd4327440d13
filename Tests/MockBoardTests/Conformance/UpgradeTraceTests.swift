import ESPImage
import Testing

@testable import ESPDevice
@testable import MockBoard

/// Complete upgrades, with the OTA data after each step from a reference model.
@Suite struct UpgradeTraceTests {
    private let image = SampleImage().bytes
    private let twoSlots = PartitionTable.of(["ota_0", "ota_1"])
    private let withFactory = PartitionTable.of(["factory", "ota_0", "ota_1"])

    @Test("two slots, rollback: flashed, first boot, complete, restart, accept, next upgrade")
    func twoSlotsWithRollback() throws {
        let device = TestDevice(rollback: true, table: twoSlots)
        #expect(device.records == "[ ] [ ]")
        device.boot()
        #expect(device.running == "ota_0")
        #expect(device.records == "[1 VALID] [ ]")
        try device.upgrade(to: image)
        #expect(device.records == "[1 VALID] [2 NEW]")
        device.boot(.software)
        #expect(device.running == "ota_1")
        #expect(device.records == "[1 VALID] [2 PENDING]")
        #expect(try device.otaupgrade.accept() == .returns)
        #expect(device.records == "[1 VALID] [2 VALID]")
        try device.upgrade(to: image)
        #expect(device.records == "[3 NEW] [2 VALID]")
        device.boot(.software)
        #expect(device.running == "ota_0")
        #expect(device.records == "[3 PENDING] [2 VALID]")
    }

    @Test("two slots, rollback: a restart without accept, and the retry with the same number")
    func twoSlotsWithRollbackAndWithoutAccept() throws {
        let device = TestDevice(rollback: true, table: twoSlots)
        device.boot()
        try device.upgrade(to: image)
        device.boot(.software)
        device.boot(.software)
        #expect(device.running == "ota_0")
        #expect(device.records == "[1 VALID] [2 ABORTED]")
        let info = device.otaupgrade.info()
        #expect(info.slots[0].state == .valid)
        #expect(info.slots[1].state == .aborted)
        #expect(info.slots[1].description?.version == "2.0.0")
        try device.upgrade(to: image)
        #expect(device.records == "[1 VALID] [2 NEW]")
    }

    @Test("factory and two slots, rollback: flashed, first boot, complete, restart, accept, next upgrade")
    func factoryAndTwoSlotsWithRollback() throws {
        let device = TestDevice(rollback: true, table: withFactory)
        device.boot()
        #expect(device.running == "factory")
        #expect(device.records == "[ ] [ ]")
        try device.upgrade(to: image)
        #expect(device.records == "[1 NEW] [ ]")
        device.boot(.software)
        #expect(device.running == "ota_0")
        #expect(device.records == "[1 PENDING] [ ]")
        #expect(try device.otaupgrade.accept() == .returns)
        #expect(device.records == "[1 VALID] [ ]")
        try device.upgrade(to: image)
        #expect(device.records == "[1 VALID] [2 NEW]")
        device.boot(.software)
        #expect(device.running == "ota_1")
    }

    @Test("factory and two slots, rollback: a restart without accept, and the retry")
    func factoryAndTwoSlotsWithoutAccept() throws {
        let device = TestDevice(rollback: true, table: withFactory)
        device.boot()
        try device.upgrade(to: image)
        device.boot(.software)
        device.boot(.software)
        #expect(device.running == "factory")
        #expect(device.records == "[1 ABORTED] [ ]")
        try device.upgrade(to: image)
        #expect(device.records == "[1 NEW] [ ]")
        device.boot(.software)
        #expect(device.running == "ota_0")
    }

    @Test("two slots without rollback: flashed, first boot, complete, restart, accept, next upgrade")
    func twoSlotsWithoutRollback() throws {
        let device = TestDevice(rollback: false, table: twoSlots)
        device.boot()
        #expect(device.records == "[1 VALID] [ ]")
        try device.upgrade(to: image)
        #expect(device.records == "[1 VALID] [2 UNDEF]")
        for _ in 0..<2 {
            device.boot(.software)
            #expect(device.running == "ota_1")
            #expect(device.records == "[1 VALID] [2 UNDEF]")
        }
        #expect(try device.otaupgrade.accept() == .returns)
        #expect(device.records == "[1 VALID] [2 VALID]")
        try device.upgrade(to: image)
        #expect(device.records == "[3 UNDEF] [2 VALID]")
        device.boot(.software)
        #expect(device.running == "ota_0")
    }

    @Test("three slots take turns") func threeSlotsTakeTurns() throws {
        let device = TestDevice(rollback: true, table: .of(["ota_0", "ota_1", "ota_2"]))
        device.boot()
        for expected in ["ota_1", "ota_2", "ota_0", "ota_1"] {
            try device.upgrade(to: image)
            device.boot(.software)
            #expect(device.running == expected)
            #expect(try device.otaupgrade.accept() == .returns)
        }
        #expect(device.records == "[5 VALID] [4 VALID]")
    }

    /// Only two slots have a state: the third slot's is forgotten, whatever it holds.
    @Test("only two of three slots have a state") func onlyTwoOfThreeSlotsHaveAState() throws {
        let device = TestDevice(rollback: true, table: .of(["ota_0", "ota_1", "ota_2"]))
        device.boot()
        for _ in 0..<2 {
            try device.upgrade(to: image)
            device.boot(.software)
            _ = try device.otaupgrade.accept()
        }
        #expect(device.otaupgrade.info().slots.map(\.state) == [nil, .valid, .valid])
    }

    @Test("an update that was not completed changes nothing") func anUnfinishedUpdateChangesNothing() throws {
        let device = TestDevice(rollback: false, table: twoSlots)
        device.boot()
        _ = try device.otaupgrade.commence()
        _ = try device.otaupgrade.write(image.prefix(1000))
        device.boot(.software)
        #expect(device.running == "ota_0")
        #expect(device.otaupgrade.info().slots[1] == OTAUpgradeInfo.Slot(name: "ota_1"))
        #expect(try device.otaupgrade.complete(.absent) == .raises("no upgrade in progress"))
    }

    /// The record selects a slot that was erased again: the bootloader falls back and leaves the record unchanged.
    @Test("the selected slot was erased: the bootloader falls back and leaves the record")
    func anErasedSlotThatIsChosenFallsBack() throws {
        let device = TestDevice(rollback: false, table: twoSlots)
        device.boot()
        try device.upgrade(to: image)
        _ = try device.otaupgrade.commence()
        device.boot(.software)
        #expect(device.running == "ota_0")
        #expect(device.otaupgrade.info().boot == "ota_1")
        #expect(device.records == "[1 VALID] [2 UNDEF]")
    }
}
