import ESPImage
import Testing

@Suite struct PartitionTableTests {
    @Test func findsPartitionsByNameAndRole() {
        let table = PartitionTable.nodeMCUDocumentation
        #expect(table["ota_1"]?.offset == 0x140000)
        #expect(table["factory"] == nil)
        #expect(table.otaData?.name == "otadata")
        #expect(table.factory == nil)
        #expect(table.otaSlots.map(\.name) == ["ota_0", "ota_1"])
        #expect(table.flashSize == 0x270000)
        #expect(PartitionTable.nodeMCUStock.factory?.size == 0x180000)
        #expect(PartitionTable.nodeMCUStock.otaSlots.isEmpty)
        #expect(PartitionTable.nodeMCUStock.otaData == nil)
        #expect(PartitionTable([]).flashSize == 0)
    }

    @Test func sortsSlotsByNumberAndCountsUpToTheFirstGap() throws {
        let table = try PartitionTable(
            csv: """
                d,app,ota_3,,64K
                b,app,ota_1,,64K
                t,app,test,,64K
                a,app,ota_0,,64K
                x,app,0x2F,,64K
                """
        )
        #expect(table.otaSlots.map(\.name) == ["a", "b", "d"])
        #expect(table.otaSlots.compactMap(\.otaSlotNumber) == [0, 1, 3])
        #expect(table.contiguousOTASlotCount == 2)
        #expect(table["t"]?.isTest == true)
        #expect(table["x"]?.otaSlotNumber == nil)
    }

    @Test func countsSixteenSlots() {
        let slots = (0..<16).map {
            Partition(name: "ota_\($0)", type: .app, subtype: 0x10 + $0, offset: Int($0) * 0x10000, size: 0x10000)
        }
        #expect(PartitionTable(slots).contiguousOTASlotCount == 16)
        #expect(PartitionTable(Array(slots.dropFirst())).contiguousOTASlotCount == 0)
    }

    @Test func thePredefinedTablesAreValid() throws {
        try PartitionTable.nodeMCUDocumentation.validate()
        try PartitionTable.nodeMCUStock.validate()
    }

    @Test func aPartitionBeyondFlashAddressesIsRefused() {
        let table = PartitionTable([
            Partition(name: "x", type: .data, subtype: 2, offset: 0xFFFF_F000, size: 0x1001)
        ])
        let error = #expect(throws: PartitionTableError.self) { try table.validate() }
        #expect(error?.code == .invalidField)
    }
}
