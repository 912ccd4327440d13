import ESPImage
import Testing

@testable import ESPDevice

@Suite struct OTARecordsTests {
    /// Reference values: the CRC-32 of the number's bytes, with the initial value 0xFFFFFFFF.
    @Test(arguments: [
        (UInt32(1), UInt32(0x4743_989A)), (2, 0x55F6_3774), (3, 0xED4A_5011), (4, 0x709D_68A8), (5, 0xC821_0FCD),
        (0, 0xFFFF_FFFF), (0xFFFF_FFFF, 0x2144_DF1C),
    ])
    func theCheckValueIsTheROMs(_ sequence: UInt32, _ crc: UInt32) {
        #expect(OTARecords.crc(of: sequence) == crc)
        #expect(OTASelectEntry.crc(of: sequence) == crc)
    }

    @Test func anErasedRecordIsNeverValid() {
        let entry = OTASelectEntry.erased
        #expect(OTARecords.isOut(entry))
        #expect(!OTARecords.counts(entry))
        #expect(OTARecords.isInitial(entry))
    }

    @Test(arguments: OTAImageState.allCases)
    func onlyRefusedStatesCountAsAbsent(_ state: OTAImageState) {
        let entry = OTASelectEntry(sequence: 3, state: state)
        let isRefused = state == .invalid || state == .aborted
        #expect(OTARecords.isOut(entry) == isRefused)
        #expect(OTARecords.counts(entry) == !isRefused)
        #expect(!OTARecords.isInitial(entry))
    }

    /// A torn record is neither absent nor valid: the bootloader then looks for a factory image.
    @Test func aTornRecordIsNeitherAbsentNorValid() {
        var entry = OTASelectEntry(sequence: 3, state: .new)
        entry.crc = .max
        #expect(!OTARecords.isOut(entry))
        #expect(!OTARecords.counts(entry))
        #expect(OTARecords.isInitial(entry))
    }

    @Test func theLargerNumberIsActiveAndTheFirstOnATie() {
        func entry(_ sequence: UInt32, _ state: OTAImageState = .valid) -> OTASelectEntry {
            OTASelectEntry(sequence: sequence, state: state)
        }
        #expect(OTARecords(entry(1), entry(2)).active == 1)
        #expect(OTARecords(entry(3), entry(2)).active == 0)
        #expect(OTARecords(entry(2), entry(2)).active == 0)
        #expect(OTARecords(entry(1), entry(2, .aborted)).active == 0)
        #expect(OTARecords(.erased, entry(7, .undefined)).active == 1)
        #expect(OTARecords(.erased, .erased).active == nil)
        #expect(OTARecords(entry(0x8000_0000), entry(0x7FFF_FFFF)).active == 0)
    }

    @Test(arguments: [(UInt32(1), 2, 0), (2, 2, 1), (3, 2, 0), (3, 3, 2), (4, 3, 0), (0, 2, 1), (0, 3, 0)])
    func theSlotFollowsFromTheNumber(_ sequence: UInt32, _ count: Int, _ slot: Int) {
        #expect(OTARecords.slot(of: OTASelectEntry(sequence: sequence, state: .valid), among: count) == slot)
    }
}
