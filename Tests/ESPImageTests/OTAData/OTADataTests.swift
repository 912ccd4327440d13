import ESPImage
import Testing

@Suite struct OTADataTests {
    private func data(_ first: (UInt32, OTAImageState)?, _ second: (UInt32, OTAImageState)?) -> OTAData {
        func entry(_ pair: (UInt32, OTAImageState)?) -> OTASelectEntry {
            pair.map { OTASelectEntry(sequence: $0.0, state: $0.1) } ?? .erased
        }
        return OTAData(first: entry(first), second: entry(second))
    }

    @Test func takesTwoSectors() {
        let data = data((1, .valid), (2, .new))
        #expect(data.bytes.count == 0x2000)
        #expect(Array(data.bytes[0x1000..<0x1020]) == OTASelectEntry(sequence: 2, state: .new).bytes)
        #expect(OTAData(bytes: data.bytes) == data)
        #expect(OTAData().bytes == .erased(0x2000))
        #expect(OTAData(bytes: data.bytes.prefix(0x1000)) == OTAData(first: data.first))
        #expect(OTAData(bytes: []) == OTAData())
    }

    @Test func theValidEntryWithTheLargerSequenceIsActive() {
        #expect(data(nil, nil).active == nil)
        #expect(data((1, .valid), nil).active == 0)
        #expect(data(nil, (1, .valid)).active == 1)
        #expect(data((1, .valid), (2, .new)).active == 1)
        #expect(data((3, .undefined), (2, .new)).active == 0)
        #expect(data((2, .valid), (2, .valid)).active == 0)
        #expect(data((1, .valid), (2, .aborted)).active == 0)
        #expect(data((1, .invalid), (2, .aborted)).active == nil)
        var torn = data((1, .valid), (2, .new))
        torn.second.crc ^= 1
        #expect(torn.active == 0)
        torn.first.crc ^= 1
        #expect(torn.active == nil)
    }

    @Test func theActiveEntryChoosesTheSlot() {
        #expect(data((1, .valid), (2, .new)).slot(of: 2) == 1)
        #expect(data((1, .valid), (2, .aborted)).slot(of: 2) == 0)
        #expect(data(nil, nil).slot(of: 2) == nil)
        #expect(data((1, .valid), nil).slot(of: 0) == nil)
    }

    @Test func aSlotHasTheStateOfTheFirstEntryThatNamesIt() {
        let both = data((1, .valid), (2, .aborted))
        #expect(both.state(ofSlot: 0, of: 2) == .valid)
        #expect(both.state(ofSlot: 1, of: 2) == .aborted)
        #expect(data((1, .valid), nil).state(ofSlot: 1, of: 2) == nil)
        #expect(data((1, .valid), (3, .new)).state(ofSlot: 0, of: 2) == .valid)
        var torn = both
        torn.second.crc ^= 1
        #expect(torn.state(ofSlot: 1, of: 2) == nil)
    }

    @Test func settingBootWithoutAnActiveEntryUsesTheFirst() {
        for slot in 0..<3 {
            let write = data(nil, (9, .aborted)).settingBoot(slot: slot, of: 3, state: .new)
            #expect(write == .init(index: 0, entry: OTASelectEntry(sequence: UInt32(slot) + 1, state: .new)))
        }
    }

    @Test func settingBootFollowsTheRecordedSequences() {
        // Two slots: upgrade, abort, retry, upgrade on; each line is (before, slot, expected).
        let traces: [(OTAData, Int, OTAData)] = [
            (data((1, .valid), nil), 1, data((1, .valid), (2, .new))),
            (data((1, .valid), (2, .aborted)), 1, data((1, .valid), (2, .new))),
            (data((1, .valid), (2, .valid)), 0, data((3, .new), (2, .valid))),
            (data((1, .aborted), nil), 0, data((1, .new), nil)),
            (data((1, .valid), nil), 0, data((1, .valid), (1, .new))),
        ]
        for (before, slot, after) in traces {
            #expect(before.settingBoot(slot: slot, of: 2, state: .new).map(before.applying) == after)
        }
    }

    /// The loop of ESP-IDF's `esp_rewrite_ota_data`, simulated for every small case.
    @Test func settingBootFindsTheSmallestSequenceNumber() throws {
        for slots in 1...16 {
            for sequence in UInt32(1)...40 {
                for slot in 0..<slots {
                    let before = data(nil, (sequence, .valid))
                    let write = try #require(before.settingBoot(slot: slot, of: slots, state: .undefined))
                    let remainder = UInt32((slot + 1) % slots)
                    let expected = (sequence...).first { $0 % UInt32(slots) == remainder }
                    #expect(write.entry.sequence == expected)
                    #expect(write.index == 0)
                    #expect(write.entry.slot(of: slots) == slot)
                }
            }
        }
    }

    @Test func settingBootKnowsItsLimits() {
        #expect(data(nil, nil).settingBoot(slot: 2, of: 2, state: .new) == nil)
        #expect(data(nil, nil).settingBoot(slot: -1, of: 2, state: .new) == nil)
        #expect(data(nil, nil).settingBoot(slot: 0, of: 0, state: .new) == nil)
        // The sequence number wraps like the device's.
        #expect(
            data((0xFFFF_FFFE, .valid), nil).settingBoot(slot: 0, of: 2, state: .new)?.entry.sequence == 0xFFFF_FFFF
        )
    }
}
