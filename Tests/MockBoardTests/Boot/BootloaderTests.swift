import ESPImage
import Testing

@testable import ESPDevice

/// The selection of a partition (ESP-IDF `bootloader_utility.c`), on every kind of table.
@Suite struct BootloaderTests {
    private typealias State = OTAImageState

    private struct Case {
        var rollback = false
        var antiRollback = false
        var release = IDFRelease.v5_1_3
        var efuses = EFuses()
    }

    /// Boots a flash with these records, and valid images in these partitions.
    private func boot(
        _ table: PartitionTable,
        good: [String],
        first: OTASelectEntry = .erased,
        second: OTASelectEntry = .erased,
        _ settings: Case = Case(),
        prepare: (FlashChip) throws -> Void = { _ in }
    ) throws -> (chosen: String?, lines: [String], flash: FlashChip, efuses: EFuses) {
        let flash = FlashChip(size: 0x40_0000)
        try flash.preset(try table.binary(), at: 0x8000)
        for name in good { try flash.preset(SampleImage(version: name).bytes, at: table[name]!.offset) }
        if let otaData = table.otaData {
            try flash.preset(first.bytes, at: otaData.offset)
            if otaData.size > 0x1000 { try flash.preset(second.bytes, at: otaData.offset + 0x1000) }
        }
        try prepare(flash)
        let configuration = DeviceConfiguration(release: settings.release)
        var bootloader = Bootloader(
            flash: flash,
            verifier: configuration.verifier(.bootloader),
            settings: BootloaderSettings(rollback: settings.rollback, antiRollback: settings.antiRollback),
            efuses: settings.efuses
        )
        let chosen = try bootloader.boot()?.name
        let lines = bootloader.steps.log.filter { $0.tag != "esp_image" }.map(\.text)
        let end = lines.firstIndex(of: "End of partition table").map { $0 + 1 } ?? 0
        return (chosen, Array(lines[end...]), flash, bootloader.efuses)
    }

    private func records(_ flash: FlashChip, _ table: PartitionTable) -> [OTASelectEntry] {
        OTARecords(in: table.otaData!, of: flash).entries
    }

    private func entry(_ sequence: UInt32, _ state: OTAImageState) -> OTASelectEntry {
        OTASelectEntry(sequence: sequence, state: state)
    }

    private let twoSlots = PartitionTable.of(["ota_0", "ota_1"])
    private let withFactory = PartitionTable.of(["factory", "ota_0", "ota_1"])

    // MARK: Step 1: OTA data

    @Test("1: no otadata in the table: the factory image starts") func withoutOTADataTheFactoryStarts() throws {
        let table = PartitionTable.of(["factory", "ota_0"], otaDataSize: nil)
        let (chosen, lines, flash, _) = try boot(table, good: ["factory", "ota_0"])
        #expect(chosen == "factory")
        #expect(lines == ["Loaded app from partition at offset 0x10000"])
        #expect(flash.operationCount == 0)
    }

    @Test("1: no otadata and no factory: the first slot that can be loaded")
    func withoutOTADataAndFactoryTheFirstGoodSlotStarts() throws {
        let table = PartitionTable.of(["ota_0", "ota_1"], otaDataSize: nil)
        let (chosen, lines, flash, _) = try boot(table, good: ["ota_1"])
        #expect(chosen == "ota_1")
        #expect(lines.first == "OTA app partition slot 0 is not bootable")
        #expect(flash.operationCount == 0)
    }

    @Test("1: otadata of less than two sectors: resets forever") func otaDataOfOneSectorIsAnEndlessLoop() throws {
        let table = PartitionTable.of(["ota_0"], otaDataSize: 0x1000)
        let (chosen, lines, _, _) = try boot(table, good: ["ota_0"])
        #expect(chosen == nil)
        #expect(lines == ["ota_info partition size 4096 is too small (minimum 8192 bytes)"])
        let idf3 = try boot(table, good: ["ota_0"], Case(release: .v3_3_4))
        #expect(idf3.lines == ["ota_info partition size 4096 is too small (minimum 32 bytes)"])
    }

    @Test func aDamagedTableIsAnEndlessLoop() throws {
        let (chosen, lines, _, _) = try boot(twoSlots, good: ["ota_0"]) { try $0.preset([0], at: 0x800C) }
        #expect(chosen == nil)
        #expect(lines == ["Incorrect MD5 checksum", "Failed to verify partition table", "load partition table error!"])
    }

    // MARK: Step 2: the image on trial

    @Test("2: PENDING is aborted, in each record") func theImageOnTrialIsAborted() throws {
        let settings = Case(rollback: true)
        let (chosen, _, flash, _) = try boot(
            twoSlots,
            good: ["ota_0", "ota_1"],
            first: entry(1, .valid),
            second: entry(2, .pendingVerify),
            settings
        )
        #expect(chosen == "ota_0")
        #expect(records(flash, twoSlots) == [entry(1, .valid), entry(2, .aborted)])
    }

    /// The check value is not verified, and the sequence number stays.
    @Test("2: PENDING is aborted even if the check value is wrong, and the number stays")
    func aTornRecordUnderTestIsAbortedToo() throws {
        var torn = entry(2, .pendingVerify)
        torn.crc = 0xFFFF
        let (_, _, flash, _) = try boot(
            twoSlots,
            good: ["ota_0"],
            first: entry(1, .valid),
            second: torn,
            Case(rollback: true)
        )
        #expect(records(flash, twoSlots)[1].state == .aborted)
        #expect(records(flash, twoSlots)[1].crc == 0xFFFF)
        #expect(records(flash, twoSlots)[1].sequence == 2)
    }

    @Test("2: without rollback nothing is aborted") func withoutRollbackNothingIsAborted() throws {
        let (chosen, _, flash, _) = try boot(
            twoSlots,
            good: ["ota_0", "ota_1"],
            first: entry(1, .valid),
            second: entry(2, .pendingVerify)
        )
        #expect(chosen == "ota_1")
        #expect(flash.operationCount == 0)
    }

    // MARK: Step 3: the active record

    @Test(arguments: [
        ([UInt32](), [], "ota_0"), ([1], [OTAImageState.valid], "ota_0"), ([1, 2], [.valid, .undefined], "ota_1"),
        ([3, 2], [.undefined, .valid], "ota_0"), ([1, 2], [.valid, .invalid], "ota_0"),
        ([1, 2], [.invalid, .aborted], "ota_0"), ([2], [.valid], "ota_1"), ([1, 2], [.aborted, .new], "ota_1"),
    ])
    func theActiveRecordSelectsTheSlot(_ sequences: [UInt32], _ states: [OTAImageState], _ slot: String) throws {
        let entries = zip(sequences, states).map { entry($0, $1) } + [.erased, .erased]
        let (chosen, _, _, _) = try boot(twoSlots, good: ["ota_0", "ota_1"], first: entries[0], second: entries[1])
        #expect(chosen == slot)
    }

    @Test("3: both records erased: the factory image starts, nothing is written") func erasedRecordsStartTheFactory()
        throws
    {
        let (chosen, lines, flash, _) = try boot(withFactory, good: ["factory", "ota_0"])
        #expect(chosen == "factory")
        #expect(lines.first == "Defaulting to factory image")
        #expect(flash.operationCount == 0)
    }

    @Test("3: both records erased and no factory: slot 0 starts, and is recorded as VALID")
    func theFirstBootWithoutFactoryRecordsItself() throws {
        let (chosen, lines, flash, _) = try boot(twoSlots, good: ["ota_0"])
        #expect(chosen == "ota_0")
        #expect(
            lines == [
                "No factory image, trying OTA 0", "Loaded app from partition at offset 0x10000",
                "Set actual ota_seq=1 in otadata[0]",
            ]
        )
        #expect(records(flash, twoSlots) == [entry(1, .valid), .erased])
        #expect(flash.operationCount == 2)
    }

    /// Records that are refused are not erased: nothing is recorded then.
    @Test("3: both records INVALID or ABORTED: nothing is recorded") func refusedRecordsAreNotReplaced() throws {
        let (chosen, _, flash, _) = try boot(
            twoSlots,
            good: ["ota_0", "ota_1"],
            first: entry(1, .invalid),
            second: entry(2, .aborted)
        )
        #expect(chosen == "ota_0")
        #expect(flash.operationCount == 0)
    }

    @Test("3: one record, torn: the factory image starts") func aTornRecordAloneMeansTheFactory() throws {
        var torn = entry(1, .new)
        torn.crc = .max
        let (chosen, lines, flash, _) = try boot(withFactory, good: ["factory", "ota_0"], first: torn)
        #expect(chosen == "factory")
        #expect(lines.first == "ota data partition invalid, falling back to factory")
        #expect(flash.operationCount == 0)
        let (other, complaints, _, _) = try boot(twoSlots, good: ["ota_0"], first: torn)
        #expect(other == "ota_0")
        #expect(complaints.first == "ota data partition invalid and no factory, will try all partitions")
    }

    @Test("3: active NEW with rollback: PENDING before it starts") func aNewImageIsPutOnTrial() throws {
        let (chosen, _, flash, _) = try boot(
            twoSlots,
            good: ["ota_0", "ota_1"],
            first: entry(1, .valid),
            second: entry(2, .new),
            Case(rollback: true)
        )
        #expect(chosen == "ota_1")
        #expect(records(flash, twoSlots) == [entry(1, .valid), entry(2, .pendingVerify)])
    }

    /// The state is written before the image is verified: an invalid one is aborted the next time.
    @Test("3: active NEW is marked before its image is verified") func anInvalidNewImageIsMarkedBeforeItIsVerified()
        throws
    {
        let (chosen, lines, flash, _) = try boot(
            twoSlots,
            good: ["ota_0"],
            first: entry(1, .valid),
            second: entry(2, .new),
            Case(rollback: true)
        )
        #expect(chosen == "ota_0")
        #expect(lines.first == "OTA app partition slot 1 is not bootable")
        #expect(records(flash, twoSlots) == [entry(1, .valid), entry(2, .pendingVerify)])
    }

    @Test("3: inactive NEW stays NEW") func aNewImageThatIsNotChosenStaysNew() throws {
        let (_, _, flash, _) = try boot(
            twoSlots,
            good: ["ota_0", "ota_1"],
            first: entry(3, .valid),
            second: entry(2, .new),
            Case(rollback: true)
        )
        #expect(records(flash, twoSlots)[1].state == .new)
    }

    // MARK: Step 4: the images

    @Test("4: the selected slot, those before it, the factory, then those after it; otadata stays")
    func itGoesDownToTheFactoryThenUp() throws {
        let table = PartitionTable.of(["factory", "ota_0", "ota_1", "ota_2"])
        let all = ["factory", "ota_0", "ota_1", "ota_2"]
        func chosen(_ good: [String]) throws -> String? {
            try boot(table, good: good, first: entry(2, .valid)).chosen
        }
        #expect(try chosen(all) == "ota_1")
        #expect(try chosen(["factory", "ota_0", "ota_2"]) == "ota_0")
        #expect(try chosen(["factory", "ota_2"]) == "factory")
        #expect(try chosen(["ota_2"]) == "ota_2")
        #expect(try boot(table, good: ["ota_2"], first: entry(2, .valid)).flash.operationCount == 0)
    }

    @Test("4: the test application comes last") func theTestApplicationIsTheLastResort() throws {
        let table = PartitionTable.of(["ota_0", "test"])
        let (chosen, lines, _, _) = try boot(table, good: ["test"])
        #expect(chosen == "test")
        #expect(lines.last == "Falling back to test app as only bootable partition")
    }

    @Test("5: nothing can be loaded: resets forever") func nothingBootableIsAnEndlessLoop() throws {
        let (chosen, lines, flash, _) = try boot(withFactory, good: [])
        #expect(chosen == nil)
        #expect(
            lines == [
                "Defaulting to factory image", "Factory app partition is not bootable",
                "OTA app partition slot 0 is not bootable", "OTA app partition slot 1 is not bootable",
                "No bootable app partitions in the partition table",
            ]
        )
        #expect(flash.operationCount == 0)
    }

    /// The slot of the first boot is recorded, even if it is not the first slot.
    @Test("4: the slot of the first start is recorded") func aFirstBootIntoTheSecondSlotIsRecordedAsSuch() throws {
        let (chosen, _, flash, _) = try boot(twoSlots, good: ["ota_1"])
        #expect(chosen == "ota_1")
        #expect(records(flash, twoSlots) == [entry(2, .valid), .erased])
    }

    /// ESP-IDF counts the slots, and then considers only that many numbers.
    @Test func aSlotAfterAGapIsUnreachable() throws {
        let table = PartitionTable.of(["ota_0", "ota_2"])
        #expect(try boot(table, good: ["ota_2"]).chosen == nil)
        #expect(try boot(table, good: ["ota_0", "ota_2"], first: entry(2, .valid)).chosen == "ota_0")
    }

    @Test(arguments: [1, 3, 16])
    func anyNumberOfSlotsIsConsidered(_ count: Int) throws {
        let names = (0..<count).map { "ota_\($0)" }
        for sequence in 1...UInt32(2 * count) {
            let (chosen, _, _, _) = try boot(.of(names), good: names, first: entry(sequence, .valid))
            #expect(chosen == names[Int(sequence - 1) % count])
        }
    }

    @Test func withoutSlotsRecordsMeanNothing() throws {
        let (chosen, lines, _, _) = try boot(.of(["factory"]), good: ["factory"], first: entry(1, .valid))
        #expect(chosen == "factory")
        #expect(lines.first == "Defaulting to factory image")
    }

    @Test func theTableIsPrintedAsOnRealBoards() throws {
        let flash = try FactoryFlash(chip: .esp32, firmware: SampleImage().bytes).chipInMemory()
        var bootloader = Bootloader(
            flash: flash,
            verifier: DeviceConfiguration().verifier(.bootloader),
            settings: BootloaderSettings(),
            efuses: EFuses()
        )
        _ = try bootloader.boot()
        #expect(
            bootloader.steps.log.prefix(7).map(\.text) == [
                "Partition Table:",
                "## Label            Usage          Type ST Offset   Length",
                " 0 nvs              WiFi data        01 02 00009000 00005000",
                " 1 otadata          OTA data         01 00 0000e000 00002000",
                " 2 ota_0            OTA app          00 10 00010000 00130000",
                " 3 ota_1            OTA app          00 11 00140000 00130000",
                "End of partition table",
            ]
        )
    }

    // MARK: Anti-rollback

    @Test("anti-rollback: erased records start a slot, and its version is burnt")
    func antiRollbackStartsFromErasedRecordsAndBurns() throws {
        let settings = Case(antiRollback: true)
        let (chosen, lines, flash, efuses) = try boot(twoSlots, good: [], settings) {
            try $0.preset(SampleImage(secureVersion: 3).bytes, at: 0x1_0000)
        }
        #expect(chosen == "ota_0")
        #expect(
            lines == [
                "Enabled a check secure version of app for anti rollback", "Secure version (from eFuse) = 0",
                "otadata[0..1] in initial state", "Loaded app from partition at offset 0x10000",
                "Set actual ota_seq=1 in otadata[0]", "Anti-rollback is set. eFuse field is updated(3).",
            ]
        )
        #expect(efuses.secureVersion == 3)
        #expect(records(flash, twoSlots) == [entry(1, .valid), .erased])
    }

    @Test("anti-rollback: records whose slot is below the eFuses are ignored") func aSlotBelowTheEFusesIsNotActive()
        throws
    {
        let settings = Case(antiRollback: true, efuses: EFuses(secureVersion: 2))
        let (chosen, _, _, efuses) = try boot(
            twoSlots,
            good: [],
            first: entry(1, .valid),
            second: entry(2, .valid),
            settings
        ) {
            try $0.preset(SampleImage(secureVersion: 2).bytes, at: 0x1_0000)
            try $0.preset(SampleImage(secureVersion: 1).bytes, at: 0x3_0000)
        }
        #expect(chosen == "ota_0")
        #expect(efuses.secureVersion == 2)
    }

    @Test("anti-rollback: only an active VALID burns its version") func anAcceptedImageRaisesTheFuses()
        throws
    {
        let settings = Case(rollback: true, antiRollback: true)
        func efuses(_ state: OTAImageState) throws -> UInt32 {
            try boot(twoSlots, good: [], first: entry(1, state), settings) {
                try $0.preset(SampleImage(secureVersion: 5).bytes, at: 0x1_0000)
            }.efuses.secureVersion
        }
        #expect(try efuses(.valid) == 5)
        #expect(try efuses(.new) == 0)
        #expect(try efuses(.undefined) == 0)
    }

    @Test("anti-rollback: an image below the eFuses cannot be loaded") func imagesBelowTheFusesAreNotBootable() throws {
        let settings = Case(antiRollback: true, efuses: EFuses(secureVersion: 9))
        let (chosen, lines, _, _) = try boot(twoSlots, good: ["ota_0"], first: entry(1, .valid), settings)
        #expect(chosen == nil)
        #expect(lines.contains("ota data partition invalid and no factory, will try all partitions"))
        #expect(lines.contains("OTA app partition slot 0 is not bootable"))
        #expect(lines.contains("Failed to get partition description 261"))
        #expect(
            lines.suffix(2) == [
                "Failed to get partition description 258", "No bootable app partitions in the partition table",
            ]
        )
    }

    // MARK: Flash

    @Test func aRefusedWriteIsLoggedAndBootingContinues() throws {
        let recorder = OperationRecorder()
        recorder.verdicts[1] = .fail(.flashOperationFailed)
        let (chosen, lines, flash, _) = try boot(twoSlots, good: ["ota_0"]) { $0.observer = recorder }
        #expect(chosen == "ota_0")
        #expect(lines.contains("Error in write_otadata operation. err = 0x6001"))
        #expect(records(flash, twoSlots) == [.erased, .erased])
        let idf3 = OperationRecorder()
        idf3.verdicts[1] = .fail(.flashOperationFailed)
        let other = try boot(twoSlots, good: ["ota_0"], Case(release: .v3_3_4)) { $0.observer = idf3 }
        #expect(other.lines.contains("Error in write_otadata operation. err = 0x10011"))
    }

    @Test func aPowerCutEndsIt() {
        let recorder = OperationRecorder()
        recorder.verdicts[2] = .cutPower(.before)
        #expect(throws: PowerLoss.self) {
            try boot(twoSlots, good: ["ota_0"]) { $0.observer = recorder }
        }
    }
}
