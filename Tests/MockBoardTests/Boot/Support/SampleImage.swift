@testable import ESPDevice

/// Small application images, byte for byte as in the recorded conversations.
struct SampleImage {
    var chip = ChipModel.esp32
    var version = "2.0.0"
    var size = 4096
    var project = "nodemcu"
    var date = "Jan  2 2025"
    var time = "03:04:05"
    var idf = "v5.1.3"
    var secureVersion: UInt32 = 0
    var hasHash = true

    /// The image, undamaged.
    var bytes: [UInt8] {
        let (drom, ram, entry, maximum) = Self.addresses[chip.target]!
        let end = size - (hasHash ? 32 : 0)
        let total = end - 4 - (24 + 8 + 8)
        let first = max(512, total / 4 & ~3)
        let seed = "\(chip.target) \(version) \(size)"
        let data0 = description(seed) + Self.fill(seed + "a", first - 256)
        let data1 = Self.fill(seed + "b", total - first)
        var image: [UInt8] = [0xE9, 2, 2, 0x20] + word(entry) + [0xEE, 0, 0, 0]
        image += half(chip.imageID) + [0] + half(0) + half(maximum) + [0, 0, 0, 0, hasHash ? 1 : 0]
        image += word(drom + 0x20) + word(UInt32(data0.count)) + data0
        image += word(ram) + word(UInt32(data1.count)) + data1
        image += [UInt8](repeating: 0, count: end - 1 - image.count)
        image.append((data0 + data1).reduce(0xEF, ^))
        if hasHash { image += sha256(image) }
        return image
    }

    /// The image with replaced bytes, such as another first segment address, and with recalculated checksum and hash.
    func bytes(replacing words: [Int: UInt32]) -> [UInt8] {
        var image = bytes
        for (offset, value) in words { image.replaceSubrange(offset..<offset + 4, with: word(value)) }
        let end = size - (hasHash ? 32 : 0)
        if hasHash { image.replaceSubrange(end..<size, with: sha256(Array(image.prefix(end)))) }
        return image
    }

    private func description(_ seed: String) -> [UInt8] {
        word(0xABCD_5432) + word(secureVersion) + [UInt8](repeating: 0, count: 8) + field(version, 32)
            + field(project, 32) + field(time, 16) + field(date, 16) + field(idf, 32)
            + sha256(Array(seed.utf8)) + [UInt8](repeating: 0, count: 80)
    }

    private static let addresses: [String: (UInt32, UInt32, UInt32, UInt16)] = [
        "esp32": (0x3F40_0000, 0x3FFB_0000, 0x4008_1000, 399),
        "esp32s2": (0x3F00_0000, 0x3FFC_0000, 0x4002_8000, 199),
        "esp32c3": (0x3C00_0000, 0x3FC8_C600, 0x4038_0000, 199),
        "esp32s3": (0x3C00_0000, 0x3FC9_0000, 0x4037_8000, 99),
        "esp32c2": (0x3C00_0000, 0x3FCA_8000, 0x4038_0000, 199),
        "esp32c6": (0x4200_0000, 0x4081_0000, 0x4080_0000, 99),
        "esp32h2": (0x4200_0000, 0x4081_0000, 0x4080_0000, 99),
    ]

    private static func fill(_ seed: String, _ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = 0
        while bytes.count < count {
            bytes += sha256(Array("\(seed)/\(index)".utf8))
            index += 1
        }
        return Array(bytes.prefix(count))
    }
}

func word(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}

func half(_ number: UInt16) -> [UInt8] {
    [UInt8(number & 0xFF), UInt8(number >> 8)]
}

func sha256(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes(ROMDigest.sha256)
}

private func field(_ text: String, _ size: Int) -> [UInt8] {
    Array(text.utf8) + [UInt8](repeating: 0, count: size - text.utf8.count)
}
