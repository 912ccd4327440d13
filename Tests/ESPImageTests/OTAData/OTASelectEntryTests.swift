import ESPImage
import Testing

@Suite struct OTASelectEntryTests {
    @Test(
        arguments: [
            (1, 0x4743_989A), (2, 0x55F6_3774), (3, 0xED4A_5011), (4, 0x709D_68A8), (5, 0xC821_0FCD), (0, 0xFFFF_FFFF),
            (0xFFFF_FFFF, 0x2144_DF1C),
        ] as [(UInt32, UInt32)]
    )
    func crcCoversTheSequenceNumber(sequence: UInt32, crc: UInt32) {
        #expect(OTASelectEntry.crc(of: sequence) == crc)
        #expect(OTASelectEntry(sequence: sequence, state: .new).crcMatches)
    }

    @Test func takes32Bytes() {
        let entry = OTASelectEntry(sequence: 2, state: .pendingVerify)
        let expected = bytes(hex: "02000000" + String(repeating: "ff", count: 20) + "01000000" + "7437f655")
        #expect(entry.bytes == expected)
        #expect(OTASelectEntry(bytes: expected) == entry)
        #expect(OTASelectEntry.erased.bytes == .erased(32))
    }

    @Test func keepsEveryByteItReads() {
        let odd = (0..<32).map { UInt8($0 * 7 + 3) }
        let entry = OTASelectEntry(bytes: odd + [1, 2, 3])
        #expect(entry.bytes == odd)
        #expect(entry.state == .undefined)
        #expect(!entry.crcMatches)
    }

    @Test func missingBytesCountAsErased() {
        #expect(OTASelectEntry(bytes: [1, 0, 0, 0]).sequence == 1)
        #expect(OTASelectEntry(bytes: [1, 0, 0, 0]).rawState == .max)
        #expect(OTASelectEntry(bytes: [1]).bytes == [1] + .erased(31))
    }

    @Test func aLabelAlwaysHasTwentyBytes() {
        var entry = OTASelectEntry(sequence: 1, state: .valid)
        entry.label = [65]
        #expect(entry.bytes.count == 32)
        entry.label = [UInt8](repeating: 65, count: 40)
        #expect(entry.bytes.count == 32)
    }

    @Test(arguments: [
        (OTAImageState.new, false), (.pendingVerify, false), (.valid, false), (.undefined, false), (.invalid, true),
        (.aborted, true),
    ])
    func theStateDecidesUnlessTheEntryIsErased(state: OTAImageState, isInvalid: Bool) {
        let entry = OTASelectEntry(sequence: 7, state: state)
        #expect(entry.isInvalid == isInvalid)
        #expect(entry.isValid == !isInvalid)
        #expect(OTASelectEntry(sequence: .max, state: state).isInvalid)
    }

    @Test func aTornEntryIsNeitherValidNorInvalid() {
        var torn = OTASelectEntry(sequence: 3, state: .undefined)
        torn.crc = .max
        #expect(!torn.isInvalid)
        #expect(!torn.isValid)
    }

    @Test(
        arguments: [(1, 2, 0), (2, 2, 1), (3, 2, 0), (4, 3, 0), (6, 3, 2), (0, 2, 1), (9, 1, 0)] as [(UInt32, Int, Int)]
    )
    func choosesASlot(sequence: UInt32, slots: Int, slot: Int) {
        #expect(OTASelectEntry(sequence: sequence, state: .valid).slot(of: slots) == slot)
    }

    @Test func choosesNothingWithoutSlots() {
        #expect(OTASelectEntry(sequence: 1, state: .valid).slot(of: 0) == nil)
        #expect(OTASelectEntry.erased.slot(of: 2) == nil)
    }
}
