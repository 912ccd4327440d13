/// The first 24 bytes of an image (ESP-IDF 5.1.3 `esp_app_format.h`, `esp_image_header_t`).
public struct ImageHeader: Sendable, Hashable {
    /// How many segments follow, padding included.
    public var segmentCount: UInt8
    /// How the flash is read; `flashMode` is the name.
    public var rawFlashMode: UInt8
    /// The flash frequency in the low nibble, the flash size in the high one.
    public var flashSizeAndFrequency: UInt8
    /// The entry point.
    public var entryAddress: UInt32
    /// The flash's write protection pin; 0xEE leaves it alone.
    public var writeProtectPin: UInt8
    /// Three bytes with the drive strength of six flash pins, a nibble each: clk and q, d and cs, hd and wp.
    public var pinDrive: [UInt8]
    /// The chip's number; `Chip(imageID:)` finds the chip.
    public var chipID: UInt16
    /// The least chip revision as ESP-IDF before 4.3.5 wrote it.
    public var legacyMinChipRevision: UInt8
    /// The least chip revision, major × 100 + minor.
    public var rawMinChipRevision: UInt16
    /// The greatest chip revision, major × 100 + minor; 0 and 65535 mean that there is none.
    public var rawMaxChipRevision: UInt16
    /// Whether a SHA-256 follows the checksum.
    public var hasAppendedHash: Bool

    /// The first byte of every image.
    public static let magic: UInt8 = 0xE9
    /// How many bytes the header has.
    public static let size = 24
    /// How many segments ESP-IDF's bootloader accepts.
    public static let segmentLimit = 16
}

extension ImageHeader {
    /// How the flash is read, `DIO`; `nil` for a number without a meaning.
    public var flashMode: String? {
        let names = ["QIO", "QOUT", "DIO", "DOUT", "FAST_READ", "SLOW_READ"]
        return rawFlashMode < names.count ? names[Int(rawFlashMode)] : nil
    }

    /// The flash size in MiB; `nil` for a number without a meaning.
    ///
    /// The device uses the value in the bootloader's header, not the app's.
    public var flashMegabytes: Int? {
        let power = flashSizeAndFrequency >> 4
        return power < 8 ? 1 << Int(power) : nil
    }

    /// The flash frequency in MHz on a chip; `nil` for a number without a meaning.
    public func flashMegahertz(on chip: Chip) -> Int? {
        chip.flashFrequency(nibble: flashSizeAndFrequency & 0xF)
    }

    /// The drive strengths by pin name.
    public var pinDrives: [(pin: String, drive: UInt8)] {
        let names = ["clk", "q", "d", "cs0", "hd", "wp"]
        return zip(names, pinDrive.flatMap { [$0 & 0xF, $0 >> 4] }).map { ($0, $1) }
    }

    /// The least revision that the image runs on; `nil` if it runs on all.
    public var minChipRevision: ChipRevision? {
        if rawMinChipRevision > 0 { return ChipRevision(hundreds: rawMinChipRevision) }
        guard legacyMinChipRevision > 0 else { return nil }
        let legacy = Int(legacyMinChipRevision)
        return chipID == Chip.esp32c3.imageID
            ? ChipRevision(major: 0, minor: legacy) : ChipRevision(major: legacy, minor: 0)
    }

    /// The greatest revision that the image runs on; `nil` if there is none.
    public var maxChipRevision: ChipRevision? {
        rawMaxChipRevision == 0 || rawMaxChipRevision == .max ? nil : ChipRevision(hundreds: rawMaxChipRevision)
    }
}

extension ImageHeader {
    /// Reads the first 24 bytes; `nil` if there are fewer.
    ///
    /// Neither the magic byte nor any value is checked.
    init?(_ bytes: some Collection<UInt8>) {
        let raw = Array(bytes.prefix(Self.size))
        guard let entry = raw.littleEndian32(at: 4), let chip = raw.littleEndian16(at: 12),
            let minimum = raw.littleEndian16(at: 15), let maximum = raw.littleEndian16(at: 17), raw.count == Self.size
        else { return nil }
        segmentCount = raw[1]
        rawFlashMode = raw[2]
        flashSizeAndFrequency = raw[3]
        entryAddress = entry
        writeProtectPin = raw[8]
        pinDrive = Array(raw[9...11])
        chipID = chip
        legacyMinChipRevision = raw[14]
        rawMinChipRevision = minimum
        rawMaxChipRevision = maximum
        hasAppendedHash = raw[23] != 0
    }

    /// The 24 bytes.
    var bytes: [UInt8] {
        [Self.magic, segmentCount, rawFlashMode, flashSizeAndFrequency] + entryAddress.littleEndianBytes
            + [writeProtectPin] + pinDrive + chipID.littleEndianBytes + [legacyMinChipRevision]
            + rawMinChipRevision.littleEndianBytes + rawMaxChipRevision.littleEndianBytes
            + [0, 0, 0, 0, hasAppendedHash ? 1 : 0]
    }
}
