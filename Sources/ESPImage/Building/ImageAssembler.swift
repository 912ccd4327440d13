/// Puts an image together from its parts: counts the segments, pads, and adds checksum and hash.
struct ImageAssembler {
    var header: ImageHeader
    var segments: [(address: UInt32, data: [UInt8])]

    /// The image; sizes and addresses are not checked.
    var bytes: [UInt8] {
        var header = header
        header.segmentCount = UInt8(truncatingIfNeeded: segments.count)
        var bytes = header.bytes
        var checksum: UInt8 = 0xEF
        for segment in segments {
            bytes += segment.address.littleEndianBytes + UInt32(segment.data.count).littleEndianBytes
            bytes += segment.data
            checksum ^= segment.data.xor(over: segment.data.indices)
        }
        bytes += [UInt8](repeating: 0, count: 15 - bytes.count % 16)
        bytes.append(checksum)
        if header.hasAppendedHash { bytes += Digest.sha256(bytes) }
        return bytes
    }
}

extension ImageHeader {
    /// A header as ESP-IDF's build writes it: flash in DIO mode, 4 MiB, at the frequency of nibble 0.
    init(chip: Chip, entryAddress: UInt32, hasAppendedHash: Bool = true) {
        segmentCount = 0
        rawFlashMode = 2
        flashSizeAndFrequency = 0x20
        self.entryAddress = entryAddress
        writeProtectPin = 0xEE
        pinDrive = [0, 0, 0]
        chipID = chip.imageID
        legacyMinChipRevision = 0
        rawMinChipRevision = 0
        rawMaxChipRevision = 0
        self.hasAppendedHash = hasAppendedHash
    }
}
