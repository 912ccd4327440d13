import ESPImage

/// Any bytes as the two records of the OTA data: they survive writing and reading, and a selected slot is found again.
public enum OTADataTarget: FuzzTarget {
    /// Its name, `ota-data`.
    public static let name = "ota-data"

    /// Reads the bytes unchanged, with records that are 32 bytes apart, which suits the fuzzer, and with valid check
    /// values for these.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        try judge(OTAData(bytes: bytes))
        var near = OTAData(
            first: OTASelectEntry(bytes: bytes),
            second: OTASelectEntry(bytes: bytes.dropFirst(OTASelectEntry.size))
        )
        try judge(near)
        near.first.crc = OTASelectEntry.crc(of: near.first.sequence)
        try judge(near)
        near.second.crc = OTASelectEntry.crc(of: near.second.sequence)
        try judge(near)
    }

    private static func judge(_ data: OTAData) throws(BrokenProperty) {
        try demand(OTAData(bytes: data.bytes), equals: data, "the records change")
        try demand(data.bytes.count, equals: OTAData.size, "the partition has another size")
        for slots in [1, 2, 3, 16] {
            if let slot = data.slot(of: slots) { try demand((0..<slots).contains(slot), "slot \(slot) of \(slots)") }
            try demand(data.settingBoot(slot: slots, of: slots, state: .new) == nil, "a slot that does not exist")
            for slot in 0..<slots {
                _ = data.state(ofSlot: slot, of: slots)
                guard let write = data.settingBoot(slot: slot, of: slots, state: .new) else {
                    throw BrokenProperty("slot \(slot) of \(slots) cannot be selected")
                }
                let after = data.applying(write)
                // The device's own arithmetic wraps around at both ends: it never writes values near them.
                let sequence = data.active.map { data[$0].sequence } ?? 1
                guard (1..<UInt32.max - 16).contains(sequence) else { continue }
                try demand(after.slot(of: slots), equals: slot, "another slot boots")
            }
        }
    }
}
