import Testing

@testable import ESPImage

/// Input of every kind that could trip an encoder or a decoder.
enum Samples {
    struct Sample: CustomTestStringConvertible, Sendable {
        var name: String
        var bytes: [UInt8]
        var testDescription: String { name }
    }

    static let all: [Sample] = [
        Sample(name: "nothing", bytes: []),
        Sample(name: "one byte", bytes: [0x41]),
        Sample(name: "a NUL", bytes: [0]),
        Sample(name: "a newline", bytes: [0x0A]),
        Sample(name: "two bytes", bytes: [0xE9, 0x5C]),
        Sample(name: "255 bytes", bytes: firmware(255)),
        Sample(name: "256 bytes", bytes: firmware(256)),
        Sample(name: "257 bytes", bytes: firmware(257)),
        Sample(name: "all values", bytes: Array(0...255)),
        Sample(name: "all values downward, thrice", bytes: [UInt8]((0...255).reversed()).repeated(3)),
        Sample(name: "a long run", bytes: [UInt8](repeating: 0xFF, count: 20_000)),
        Sample(name: "a run of quotes", bytes: [UInt8](repeating: 0x22, count: 5_000)),
        Sample(name: "runs of each value", bytes: (0...255).flatMap { [UInt8](repeating: UInt8($0), count: 40) }),
        Sample(name: "alternating", bytes: [0x00, 0xFF].repeated(5_000)),
        Sample(name: "period 3", bytes: [1, 2, 3].repeated(3_000)),
        Sample(name: "period 255", bytes: Array([UInt8](0...254).repeated(40))),
        Sample(name: "period 256", bytes: [UInt8](0...255).repeated(40)),
        Sample(name: "period 257", bytes: ([UInt8](0...255) + [7]).repeated(40)),
        Sample(name: "only unclean values", bytes: random(9_000, of: [0x00, 0x08, 0x0A, 0x0D, 0x22, 0x5C, 0x7F])),
        Sample(name: "only pattern characters", bytes: random(9_000, of: Array("^$()%.[]*+-?z".utf8))),
        Sample(name: "only calls", bytes: [0x25, 0x65, 0xA5, 0xE5].repeated(4_000)),
        Sample(name: "few values", bytes: random(9_000, of: [1, 2, 3, 4])),
        Sample(name: "every value is rare", bytes: random(12_000, of: Array(0...255))),
        Sample(name: "text", bytes: text(12_000)),
        Sample(name: "firmware", bytes: firmware(40_000)),
        Sample(name: "code with calls", bytes: calls(24_000)),
        Sample(name: "far repetition", bytes: farRepetition()),
    ]

    static func firmware(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var content = FirmwareContent(seed: seed)
        return content.bytes(count: count)
    }

    static func random(_ count: Int, of values: [UInt8], seed: UInt64 = 7) -> [UInt8] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in values[random.number(below: values.count)] }
    }

    static func text(_ count: Int) -> [UInt8] {
        let words = [
            "\"upgrade\"", "the board\n", "C:\\otaflash", "boots", "0x7F\u{7F}", "slot", "\r\n\t", "of 256 bytes, ",
        ]
        var random = SplitMix64(seed: 3)
        var text: [UInt8] = []
        while text.count < count { text += Array(words[random.number(below: words.count)].utf8) + [0x20] }
        return Array(text.prefix(count))
    }

    /// Firmware in which every tenth word starts a function or calls one.
    static func calls(_ count: Int) -> [UInt8] {
        var random = SplitMix64(seed: 11)
        var image = firmware(count, seed: 2)
        let functions = stride(from: 0, to: count - 64, by: 512).map { $0 }
        for function in functions { image.replaceSubrange(function..<function + 3, with: [0x36, 0x41, 0x00]) }
        for offset in stride(from: 5, to: count - 64, by: 41) where offset % 512 > 8 && offset % 256 < 250 {
            let target = functions[random.number(below: functions.count)]
            let distance = (target - offset & ~3 - 4) >> 2 & 0x3FFFF
            image[offset] = 0x25 | UInt8(truncatingIfNeeded: distance << 6)
            image[offset + 1] = UInt8(truncatingIfNeeded: distance >> 2)
            image[offset + 2] = UInt8(truncatingIfNeeded: distance >> 10)
        }
        return image
    }

    /// The same thousand bytes at distances around the usual windows.
    private static func farRepetition() -> [UInt8] {
        let noise = random(1_000, of: Array(0...255), seed: 5)
        return [24_500, 27_500, 31_500].reduce(noise) { bytes, distance in
            bytes + random(distance - 1_000, of: Array(0...255), seed: UInt64(distance)) + noise
        }
    }
}

extension Array {
    fileprivate func repeated(_ times: Int) -> [Element] {
        (0..<times).flatMap { _ in self }
    }
}
