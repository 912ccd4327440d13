import ESPImage
import Testing

@testable import ESPDevice

@Suite struct ESPOTATests {
    private func ota(_ table: PartitionTable, running: String, good: [String] = [], rollback: Bool = false) -> ESPOTA {
        let flash = FlashChip(size: 0x40_0000)
        try! flash.preset(try! table.binary(), at: 0x8000)
        for name in good { try! flash.preset(SampleImage().bytes, at: table[name]!.offset) }
        return ESPOTA(
            running: table[running]!,
            flash: flash,
            settings: ApplicationSettings(rollback: rollback),
            verifier: DeviceConfiguration().verifier(.application),
            board: board
        )
    }

    private let board = DeviceCore(DeviceConfiguration(), flash: FlashChip(size: 0x1_0000))

    // MARK: Which slot

    @Test(arguments: [
        (["factory", "ota_0", "ota_1"], "factory", "ota_0"), (["factory", "ota_0", "ota_1"], "ota_0", "ota_1"),
        (["factory", "ota_0", "ota_1"], "ota_1", "ota_0"), (["ota_0", "ota_1", "ota_2"], "ota_0", "ota_1"),
        (["ota_0", "ota_1", "ota_2"], "ota_1", "ota_2"), (["ota_0", "ota_1", "ota_2"], "ota_2", "ota_0"),
        (["ota_0"], "ota_0", "ota_0"), (["ota_0", "ota_2"], "ota_0", "ota_2"), (["ota_0", "test"], "test", "ota_0"),
    ])
    func theNextSlotFollowsTheRunningOne(_ names: [String], _ running: String, _ next: String) {
        #expect(ota(.of(names), running: running).nextUpdate()?.name == next)
    }

    @Test func withoutSlotsThereIsNoNext() {
        #expect(ota(.of(["factory"]), running: "factory").nextUpdate() == nil)
    }

    /// The number is the smallest that is not below the active one and selects the slot.
    @Test(
        "set_boot: the other record gets the smallest number, from the one in force on, that means the slot",
        arguments: [
            (2, UInt32(1), 1, UInt32(2)), (2, 2, 0, 3), (2, 2, 1, 2), (2, 5, 0, 5), (2, 6, 0, 7), (3, 1, 1, 2),
            (3, 1, 2, 3),
            (3, 3, 0, 4), (3, 4, 2, 6), (3, 5, 0, 7), (16, 1, 15, 16), (1, 9, 0, 9),
        ]
    )
    func theSequenceNumberGrowsMinimally(_ count: Int, _ current: UInt32, _ slot: Int, _ expected: UInt32) throws {
        let names = (0..<count).map { "ota_\($0)" }
        let table = PartitionTable.of(names)
        let ota = ota(table, running: "ota_0", good: names)
        try ota.flash.preset(OTASelectEntry(sequence: current, state: .valid).bytes, at: 0xE000)
        try ota.setBoot(table[names[slot]]!)
        let records = OTARecords(in: table.otaData!, of: ota.flash)
        #expect(records.entries[1] == OTASelectEntry(sequence: expected, state: .undefined))
        #expect(records.entries[0].sequence == current)
        #expect(ota.boot()?.name == names[slot])
    }

    @Test("set_boot without an active record: the first record, with the slot's number")
    func withoutAnActiveRecordTheFirstIsWritten() throws {
        let table = PartitionTable.of(["factory", "ota_0", "ota_1"])
        let ota = ota(table, running: "factory", good: ["ota_1"], rollback: true)
        try ota.setBoot(table["ota_1"]!)
        let records = OTARecords(in: table.otaData!, of: ota.flash)
        #expect(records.entries == [OTASelectEntry(sequence: 2, state: .new), .erased])
    }

    @Test func aHugeSequenceNumberDoesNotHangTheBoard() throws {
        let table = PartitionTable.of(["ota_0", "ota_1"])
        let ota = ota(table, running: "ota_0", good: ["ota_1"])
        try ota.flash.preset(OTASelectEntry(sequence: 0xFFFF_FFFD, state: .valid).bytes, at: 0xE000)
        try ota.setBoot(table["ota_1"]!)
        #expect(OTARecords(in: table.otaData!, of: ota.flash).entries[1].sequence == 0xFFFF_FFFE)
    }

    // MARK: setBoot

    @Test("set_boot of the factory erases both records") func theFactoryIsSelectedByErasing() throws {
        let table = PartitionTable.of(["factory", "ota_0"])
        let ota = ota(table, running: "ota_0", good: ["factory", "ota_0"])
        try ota.flash.preset(OTASelectEntry(sequence: 1, state: .valid).bytes, at: 0xE000)
        try ota.setBoot(table["factory"]!)
        #expect(ota.flash.read(0xE000..<0x1_0000).allSatisfy { $0 == 0xFF })
        #expect(ota.boot()?.name == "factory")
    }

    @Test func onlyValidImagesCanBeSelected() {
        let table = PartitionTable.of(["ota_0", "ota_1"])
        let ota = ota(table, running: "ota_0")
        #expect(throws: DeviceFailure.code(.validateFailed)) { try ota.setBoot(table["ota_1"]!) }
    }

    @Test func aSlotAfterAGapCannotBeSelected() {
        let table = PartitionTable.of(["ota_0", "ota_2"])
        let ota = ota(table, running: "ota_0", good: ["ota_2"])
        #expect(throws: DeviceFailure.code(.invalidArgument)) { try ota.setBoot(table["ota_2"]!) }
    }

    @Test func theFactoryOfATableWithoutOTADataCannotBeSelected() {
        let table = PartitionTable.of(["factory", "ota_0"], otaDataSize: nil)
        let ota = ota(table, running: "ota_0", good: ["factory", "ota_0"])
        #expect(throws: DeviceFailure.code(.notFound)) { try ota.setBoot(table["factory"]!) }
        #expect(throws: DeviceFailure.code(.notFound)) { try ota.setBoot(table["ota_0"]!) }
    }

    // MARK: begin

    @Test func beginRequiresAnOTASlotOfTheTable() {
        let table = PartitionTable.of(["factory", "ota_0", "ota_1"])
        let ota = ota(table, running: "ota_0")
        let foreign = Partition(name: "ota_9", type: .app, subtype: 0x19, offset: 0x20_0000, size: 0x1000)
        #expect(throws: DeviceFailure.code(.notFound)) { try ota.begin(foreign) }
        #expect(throws: DeviceFailure.code(.invalidArgument)) { try ota.begin(table["factory"]!) }
        #expect(throws: DeviceFailure.code(.partitionConflict)) { try ota.begin(table["ota_0"]!) }
        #expect(ota.flash.operationCount == 0)
    }

    @Test func everyBeginCreatesItsOwnHandle() throws {
        let table = PartitionTable.of(["ota_0", "ota_1"])
        let ota = ota(table, running: "ota_0")
        let first = try ota.begin(table["ota_1"]!)
        let second = try ota.begin(table["ota_1"]!)
        #expect(first.number == 1)
        #expect(second.number == 2)
        try ota.write([0xE9], to: first)
        #expect(throws: DeviceFailure.code(.invalidArgument)) { try ota.end(second) }
        #expect(throws: DeviceFailure.code(.validateFailed)) { try ota.end(first) }
        #expect(throws: DeviceFailure.code(.notFound)) { try ota.end(first) }
    }

    // MARK: state

    @Test func theFirstRecordThatNamesASlotGivesItsState() throws {
        let table = PartitionTable.of(["ota_0", "ota_1", "ota_2"])
        let ota = ota(table, running: "ota_0")
        func put(_ first: OTASelectEntry, _ second: OTASelectEntry) throws {
            try ota.flash.preset(first.bytes, at: 0xE000)
            try ota.flash.preset(second.bytes, at: 0xF000)
        }
        try put(OTASelectEntry(sequence: 1, state: .valid), OTASelectEntry(sequence: 2, state: .pendingVerify))
        #expect(try ota.state(of: table["ota_0"]!) == .valid)
        #expect(try ota.state(of: table["ota_1"]!) == .pendingVerify)
        #expect(throws: DeviceFailure.code(.notFound)) { try ota.state(of: table["ota_2"]!) }
        try put(OTASelectEntry(sequence: 1, state: .aborted), OTASelectEntry(sequence: 4, state: .valid))
        #expect(try ota.state(of: table["ota_0"]!) == .aborted)
        var torn = OTASelectEntry(sequence: 1, state: .valid)
        torn.crc = 0
        try put(torn, OTASelectEntry(sequence: 4, state: .new))
        #expect(try ota.state(of: table["ota_0"]!) == .new)
        #expect(throws: DeviceFailure.code(.notSupported)) { try ota.state(of: table.otaData!) }
    }

    // MARK: boot

    @Test func theDefaultIsFactoryThenTheFirstSlotThenTheTest() {
        #expect(ota(.of(["ota_0", "factory"]), running: "ota_0").boot()?.name == "factory")
        #expect(ota(.of(["ota_1", "test"]), running: "ota_1").boot()?.name == "ota_1")
        #expect(ota(.of(["test"]), running: "test").boot()?.name == "test")
    }

    @Test func aTornRecordMeansTheDefault() throws {
        let ota = ota(.of(["factory", "ota_0"]), running: "factory")
        var torn = OTASelectEntry(sequence: 1, state: .new)
        torn.crc = 1
        try ota.flash.preset(torn.bytes, at: 0xE000)
        #expect(ota.boot()?.name == "factory")
    }

    // MARK: Error numbers

    @Test func theNumbersAreESPIDFs() {
        #expect(ESPError.failed.code(in: .v5_1_3) == -1)
        #expect(ESPError.noMemory.code(in: .v5_1_3) == 0x101)
        #expect(ESPError.notFound.code(in: .v3_3_4) == 0x105)
        #expect(ESPError.partitionConflict.code(in: .v5_1_3) == 0x1501)
        #expect(ESPError.rollbackInvalidState.code(in: .v4_4_6) == 0x1506)
        #expect(ESPError.flashOperationTimedOut.code(in: .v3_3_4) == 0x10012)
        #expect(ESPError.flashOperationTimedOut.code(in: .v5_3_2) == 0x6002)
        for release in IDFRelease.allCases {
            #expect(Set(ESPError.allCases.map { $0.code(in: release) }).count == ESPError.allCases.count)
        }
    }
}
