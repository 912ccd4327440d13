import ESPImage
import Testing

@testable import ESPDevice

@Suite struct DevicePartitionsTests {
    private func flash(_ table: PartitionTable = .nodeMCUDocumentation) throws -> FlashChip {
        try FactoryFlash(chip: .esp32, table: table, firmware: []).chipInMemory()
    }

    private func complaint(_ flash: FlashChip) -> String? {
        do throws(PartitionTableRejection) {
            _ = try DevicePartitions(verifying: flash)
            return nil
        } catch {
            return error.text
        }
    }

    @Test(arguments: [PartitionTable.nodeMCUDocumentation, .nodeMCUStock])
    func bothReadersSeeTheTable(_ table: PartitionTable) throws {
        let flash = try flash(table)
        #expect(DevicePartitions(in: flash).all == table.partitions)
        #expect(try DevicePartitions(verifying: flash).all == table.partitions)
    }

    @Test func aDamagedRecordFailsTheDigest() throws {
        let flash = try flash()
        try flash.preset([0x44], at: 0x8000 + 12)
        #expect(complaint(flash) == "Incorrect MD5 checksum")
        #expect(DevicePartitions(in: flash).all.count == 4)
    }

    @Test func anErasedTableIsEmptyForTheBootloader() throws {
        let flash = FlashChip(size: 0x1_0000)
        #expect(try DevicePartitions(verifying: flash).all.isEmpty)
    }

    @Test func otherBytesAreNotATable() throws {
        let flash = try flash()
        try flash.preset([0x12, 0x34], at: 0x8020)
        #expect(complaint(flash) == "partition 1 invalid magic number 0x3412")
        try flash.preset([0, 0], at: 0x8000)
        #expect(complaint(flash) == "partition 0 invalid magic number 0x0")
    }

    @Test func aPartitionBeyondTheFlashIsRefused() throws {
        let flash = FlashChip(size: 0x20_0000)
        try flash.preset(try PartitionTable.nodeMCUDocumentation.binary(), at: 0x8000)
        #expect(
            complaint(flash)
                == "partition 3 invalid - offset 0x140000 size 0x130000 exceeds flash chip size 0x200000"
        )
    }

    @Test func atMostOneDigestIsAllowed() throws {
        let flash = try flash()
        let digest = Array(flash.read(0x8080..<0x80A0))
        try flash.preset(digest, at: 0x80A0)
        #expect(complaint(flash) == "Only one MD5 checksum is allowed")
    }

    @Test func aTableNeedsAnEnd() throws {
        let flash = try flash()
        let record = Array(flash.read(0x8000..<0x8020))
        for index in 0..<96 { try flash.preset(record, at: 0x8000 + index * 32) }
        #expect(complaint(flash) == "partition table has no terminating entry, not valid")
    }

    @Test func slotsAreCountedUpToTheFirstGap() throws {
        #expect(DevicePartitions(in: try flash(.of(["ota_0", "ota_1", "ota_3"]))).slotCount == 2)
        #expect(DevicePartitions(in: try flash(.of(["factory", "ota_1"]))).slotCount == 0)
        #expect(DevicePartitions(in: try flash(.of((0..<16).map { "ota_\($0)" }))).slotCount == 16)
    }
}
