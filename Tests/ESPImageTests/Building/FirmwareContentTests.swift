import Foundation
import Testing

@testable import ESPImage

@Suite struct FirmwareContentTests {
    /// The entropy of real images is 0.90 of a byte per byte, and eight bytes in a hundred are 0.
    @Test(arguments: [UInt64(1), 2, 99]) func hasTheEntropyOfFirmware(seed: UInt64) {
        let bytes = FirmwareContent.sample(200_000, seed: seed)
        var counts = [Int](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] += 1 }
        let entropy = counts.reduce(0.0) { sum, count in
            let share = Double(count) / Double(bytes.count)
            return count == 0 ? sum : sum - share * log2(share)
        }
        #expect((0.88...0.91).contains(entropy / 8))
        #expect((0.06...0.10).contains(Double(counts[0]) / Double(bytes.count)))
    }

    /// How much of the content also occurs in the 32 KiB before it, by greedy matches of four bytes and more.
    @Test(arguments: [UInt64(1), 2, 99]) func repeatsItselfLikeFirmware(seed: UInt64) {
        let bytes = FirmwareContent.sample(200_000, seed: seed)
        var latest: [UInt32: Int] = [:]
        var (matched, offset) = (0, 0)
        while offset + 4 <= bytes.count {
            let key = bytes.littleEndian32(at: offset) ?? 0
            var length = 0
            if let before = latest[key], offset - before <= 0x8000 {
                while offset + length < bytes.count, bytes[before + length] == bytes[offset + length] { length += 1 }
            }
            latest[key] = offset
            matched += length
            offset += max(length, 1)
        }
        #expect((0.3...0.5).contains(Double(matched) / Double(bytes.count)))
    }

    @Test func canBeCutAnywhere() {
        let whole = FirmwareContent.sample(1000)
        for count in [0, 1, 63, 64, 65, 999] {
            #expect(FirmwareContent.sample(count) == Array(whole.prefix(count)))
        }
    }
}
