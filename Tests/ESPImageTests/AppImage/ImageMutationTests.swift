import Testing

@testable import ESPImage

/// However an image is damaged, it is never accepted, and nothing traps.
@Suite struct ImageMutationTests {
    @Test func noFlippedBitIsAccepted() throws {
        let bytes = try Samples.app(size: 1536)
        for bit in 0..<bytes.count * 8 {
            var damaged = bytes
            damaged[bit / 8] ^= 1 << (bit % 8)
            #expect(FirmwareFile.inspect(damaged).image == nil, "bit \(bit % 8) of byte \(bit / 8)")
        }
    }

    @Test(arguments: 0..<UInt64(8)) func noChangeInsideTheHashedRangeIsAccepted(seed: UInt64) throws {
        let bytes = try Samples.app(.esp32c6, size: 4096, seed: seed)
        var random = SplitMix64(seed: seed)
        for _ in 0..<400 {
            var damaged = bytes
            for _ in 0...random.number(below: 6) {
                damaged[random.number(below: bytes.count)] = UInt8(random.number(below: 256))
            }
            guard damaged != bytes else { continue }
            #expect(FirmwareFile.inspect(damaged).image == nil)
        }
    }

    @Test(arguments: 0..<UInt64(8)) func cutsAndInsertionsAreNotAccepted(seed: UInt64) throws {
        let bytes = try Samples.app(.esp32c3, size: 4096, seed: seed)
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            var damaged = bytes
            let start = random.number(below: bytes.count)
            let length = 1 + random.number(below: min(300, bytes.count - start))
            if random.number(below: 2) == 0 {
                damaged.removeSubrange(start..<start + length)
            } else {
                damaged.insert(contentsOf: FirmwareContent.sample(length, seed: random.next()), at: start)
            }
            #expect(FirmwareFile.inspect(damaged).image == nil)
        }
    }

    @Test(arguments: 0..<UInt64(16)) func randomBytesAfterAnyStartNeverTrap(seed: UInt64) throws {
        let starts: [[UInt8]] = [
            [], [0xE9], [0xE9, 16], [0xEA, 4], [0xAA, 0x50], [0xEB, 0xEB], [0x7F, 0x45, 0x4C, 0x46], [0x1F, 0x8B, 8],
            Array(try Samples.app(size: 1024).prefix(40)), Array(Samples.bootloader().prefix(40)),
            .erased(0x1000) + [0xE9, 3], .erased(0x8000) + [0xAA, 0x50],
        ]
        var random = SplitMix64(seed: seed)
        for start in starts {
            for _ in 0..<20 {
                let filler = UInt8(random.number(below: 3) == 0 ? 0xFF : random.number(below: 256))
                var bytes = start + FirmwareContent.sample(random.number(below: 600), seed: random.next())
                bytes += [UInt8](repeating: filler, count: random.number(below: 600))
                #expect(FirmwareFile.inspect(bytes).image == nil)
                #expect(FirmwareFile.inspect(bytes).size == bytes.count)
            }
        }
    }

    @Test func extremeSizesInSegmentHeadersNeverTrap() throws {
        let bytes = try Samples.app(size: 1024)
        for size in [0xFFFF_FFFF, 0xFFFF_FFFC, 0x8000_0000, 0x7FFF_FFFC, 0x0100_0000, 0x00FF_FFFC] as [UInt32] {
            for offset in [0x1C, 0x1C + 8 + Int(bytes.littleEndian32(at: 0x1C) ?? 0)] {
                var damaged = bytes
                damaged.replaceSubrange(offset..<offset + 4, with: size.littleEndianBytes)
                #expect(FirmwareFile.inspect(damaged).image == nil)
            }
        }
    }

    @Test(arguments: 0..<UInt64(4)) func damagedFlashContentsNeverTrap(seed: UInt64) throws {
        let flash = try Samples.mergedFlash(.esp32c3, app: Samples.app(.esp32c3, size: 4096))
        var random = SplitMix64(seed: seed)
        for _ in 0..<30 {
            var damaged = flash
            damaged[random.number(below: 64)] = UInt8(random.number(below: 256))
            damaged[0x8000 + random.number(below: 256)] = UInt8(random.number(below: 256))
            damaged.removeLast(random.number(below: flash.count - 100))
            #expect(FirmwareFile.inspect(damaged).image == nil)
        }
    }
}
