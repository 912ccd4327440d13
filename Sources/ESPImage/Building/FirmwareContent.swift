/// Bytes that are as hard to compress as the code and data of real firmware.
///
/// Real NodeMCU images for the ESP32 compress to 0.64 to 0.67 with zlib -9 and to 0.58 to 0.61 with LZMA; the entropy of
/// their bytes is 0.90 of a byte. This content behaves the same: short instructions with a few frequent opcodes and
/// registers and random immediates, mixed with repetitions of recent bytes.
struct FirmwareContent {
    private var random: SplitMix64
    private let frequent: [UInt8]

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        frequent = [0] + (1..<256).map { _ in UInt8(random.number(below: 256)) }
        self.random = random
    }

    mutating func bytes(count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            while initialized < count {
                let token = random.number(below: 1000) < 222 ? repetition(after: initialized) : nil
                if let token {
                    for offset in initialized..<min(initialized + token.length, count) {
                        buffer.initializeElement(at: offset, to: buffer[offset - token.distance])
                    }
                    initialized = min(initialized + token.length, count)
                } else {
                    for byte in instruction() where initialized < count {
                        buffer.initializeElement(at: initialized, to: byte)
                        initialized += 1
                    }
                }
            }
        }
    }

    /// Mostly nearby, one in five from anywhere earlier.
    private mutating func repetition(after count: Int) -> (distance: Int, length: Int)? {
        guard count > 64 else { return nil }
        var length = 3 + random.number(below: 10)
        if random.number(below: 8) == 0 { length *= 3 }
        let isFar = random.number(below: 5) == 0
        let reach = isFar ? count : (6000 * (1 + random.number(below: 256))) >> 8
        let distance = max(length, 1 + random.number(below: reach))
        return distance > count ? nil : (distance, length)
    }

    /// Two or three bytes: opcode, registers, immediate.
    private mutating func instruction() -> [UInt8] {
        var bytes = [skewed(), skewed()]
        if random.number(below: 3) > 0 {
            bytes.append(random.number(below: 5) == 0 ? 0 : UInt8(random.number(below: 256)))
        }
        return bytes
    }

    private mutating func skewed() -> UInt8 {
        frequent[(random.number(below: 256) * random.number(below: 256)) >> 8]
    }
}
