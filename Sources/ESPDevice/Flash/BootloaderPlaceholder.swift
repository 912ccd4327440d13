/// A placeholder for the second-stage bootloader: an image with a valid header and a text that identifies it.
///
/// The bootloader itself is `Bootloader`; the ROM only checks that an image is present.
struct BootloaderPlaceholder {
    let bytes: [UInt8]

    init(chip: ChipModel, flashSize: Int) {
        let text = Array("mock bootloader for \(chip.target): no code".utf8)
        let data = text + [UInt8](repeating: 0, count: (4 - text.count % 4) % 4)
        let address = chip.memory.bootloaderData.lowerBound + 0x30
        let megabytes = max(flashSize / 0x10_0000, 1)
        let sizeNibble = UInt8(min(megabytes.bitWidth - 1 - megabytes.leadingZeroBitCount, 7))
        var image: [UInt8] = [ESPImageHeader.magic, 1, 2, sizeNibble << 4]
        image += Self.word(address) + [0xEE, 0, 0, 0]
        image += [UInt8(chip.imageID & 0xFF), UInt8(chip.imageID >> 8), 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 1]
        image += Self.word(address) + Self.word(UInt32(data.count)) + data
        image += [UInt8](repeating: 0, count: 15 - image.count % 16)
        image.append(data.reduce(0xEF, ^))
        bytes = image + image.withUnsafeBytes(ROMDigest.sha256)
    }

    private static func word(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
