import ESPImage
import Testing

@testable import ESPDevice

@Suite struct ImageVerifierTests {
    private let slot = 0x14_0000..<0x27_0000

    private func verify(
        _ image: [UInt8],
        _ side: ImageVerifier.Side = .application,
        chip: ChipModel = .esp32,
        release: IDFRelease = .v5_1_3,
        revision: Int? = nil,
        efuseBlockRevision: Int = 0,
        slot: Range<Int>? = nil,
        silently: Bool = false
    ) -> (problem: ImageProblem?, lines: [String]) {
        let flash = FlashChip(size: 0x40_0000)
        let slot = slot ?? self.slot
        try! flash.preset(image, at: slot.lowerBound)
        let verifier = ImageVerifier(
            chip: chip,
            revision: revision ?? chip.usualRevision,
            efuseBlockRevision: efuseBlockRevision,
            release: release,
            side: side
        )
        let verdict = verifier.verify(slot, of: flash, silently: silently)
        return (verdict.problem, verdict.steps.log.map { "\($0.level.rawValue) \($0.tag): \($0.text)" })
    }

    private let segments = [
        "I esp_image: segment 0: paddr=00140020 vaddr=3f400020 size=003ech (  1004) map",
        "I esp_image: segment 1: paddr=00140414 vaddr=3ffb0000 size=00bc8h (  3016) ",
    ]

    // MARK: Recorded from real code

    @Test func aGoodImageShowsItsSegments() {
        let (problem, lines) = verify(SampleImage().bytes)
        #expect(problem == nil)
        #expect(lines == segments)
    }

    @Test func theBootloaderLoadsSegmentsForMemory() {
        let (problem, lines) = verify(SampleImage().bytes, .bootloader)
        #expect(problem == nil)
        #expect(lines[0].hasSuffix(" map"))
        #expect(lines[1].hasSuffix("(  3016) load"))
    }

    @Test func anImageWithoutItsHashIsCorrupt() {
        let (problem, lines) = verify(Array(SampleImage().bytes.dropLast(32)))
        #expect(problem == .hash)
        #expect(lines == segments + ["E esp_image: Image hash failed - image is corrupt"])
    }

    @Test func halfAnImageFailsTheChecksum() {
        let (problem, lines) = verify(Array(SampleImage().bytes.dropLast(2048)))
        #expect(problem == .checksum)
        #expect(lines == segments + ["E esp_image: Checksum failed. Calculated 0xf read 0xff"])
    }

    @Test func aFlippedBitFailsTheChecksum() {
        var image = SampleImage().bytes
        image[2000] ^= 1
        #expect(verify(image).lines == segments + ["E esp_image: Checksum failed. Calculated 0x1c read 0x1d"])
    }

    @Test func aFlippedBitOfTheHashIsFound() {
        var image = SampleImage().bytes
        image[image.count - 3] ^= 1
        #expect(verify(image).problem == .hash)
    }

    @Test func anExtraSegmentReadsBeyondTheImage() {
        var image = SampleImage().bytes
        image[1] ^= 1
        let (problem, lines) = verify(image)
        #expect(problem == .segmentLength)
        #expect(lines == segments + ["E esp_image: invalid segment length 0x6d1f9d11"])
    }

    @Test func aMissingChunkFailsTheChecksum() {
        let image = SampleImage().bytes
        let (problem, lines) = verify(Array(image[..<2000] + image[2200...]))
        #expect(problem == .checksum)
        #expect(lines == segments + ["E esp_image: Checksum failed. Calculated 0x80 read 0xff"])
    }

    @Test func anImageWithoutAHashIsGood() {
        let (problem, lines) = verify(SampleImage(hasHash: false).bytes)
        #expect(problem == nil)
        #expect(
            lines == [
                "I esp_image: segment 0: paddr=00140020 vaddr=3f400020 size=003f4h (  1012) map",
                "I esp_image: segment 1: paddr=0014041c vaddr=3ffb0000 size=00be0h (  3040) ",
            ]
        )
    }

    @Test func oneByteMatchesNoChip() {
        let (problem, lines) = verify([0xE9])
        #expect(problem == .chip)
        #expect(lines == ["E boot_comm: mismatch chip ID, expected 0, found 65535"])
    }

    /// An image with NULs after the first byte: no segments, and a checksum of 0.
    @Test func zerosHaveNoSegments() {
        let (problem, lines) = verify([0xE9] + [UInt8](repeating: 0, count: 5000))
        #expect(problem == .checksum)
        #expect(lines == ["E esp_image: Checksum failed. Calculated 0xef read 0x0"])
    }

    // MARK: From the source

    @Test func anErasedSlotHoldsNoImage() {
        #expect(
            verify([]).lines == ["E esp_image: image at 0x140000 has invalid magic byte (nothing flashed here?)"]
        )
        #expect(verify([]).problem == .magic)
        #expect(verify([], silently: true).lines.isEmpty)
    }

    @Test func anotherChipIsNamed() {
        let image = SampleImage(chip: .esp32c3).bytes
        #expect(verify(image).lines == ["E boot_comm: mismatch chip ID, expected 0, found 5"])
        #expect(verify(image, silently: true).lines == ["E boot_comm: mismatch chip ID, expected 0, found 5"])
    }

    @Test(arguments: ChipModel.all)
    func imagesOfEveryChipAreGoodOnIt(_ chip: ChipModel) {
        #expect(verify(SampleImage(chip: chip).bytes, .application, chip: chip).problem == nil)
        #expect(verify(SampleImage(chip: chip).bytes, .bootloader, chip: chip).problem == nil)
    }

    @Test func revisionsAreCheckedBothWays() {
        var image = SampleImage().bytes
        image.replaceSubrange(15..<17, with: half(302))
        #expect(verify(image).lines == ["E boot_comm: Image requires chip rev >= v3.2, but chip is v3.1"])
        #expect(verify(image).problem == .chipRevision)
        image = SampleImage().bytes
        image.replaceSubrange(17..<19, with: half(300))
        #expect(verify(image).lines == ["E boot_comm: Image requires chip rev <= v3.0, but chip is v3.1"])
        image.replaceSubrange(17..<19, with: half(0xFFFF))
        #expect(verify(image).problem == .hash)
    }

    @Test func seventeenSegmentsAreTooMany() {
        var image = SampleImage().bytes
        image[1] = 17
        #expect(verify(image).lines == ["E esp_image: image at 0x140000 segment count 17 exceeds max 16"])
        #expect(verify(image).problem == .tooManySegments)
    }

    @Test(arguments: [UInt32(0x3ED), 0x100_0000, 0xFFFF_FFFF])
    func segmentLengthsAreChecked(_ length: UInt32) {
        let image = SampleImage().bytes(replacing: [28: length])
        let (problem, lines) = verify(image)
        #expect(problem == .segmentLength)
        #expect(lines == ["E esp_image: invalid segment length 0x\(String(length, radix: 16))"])
    }

    @Test func aMappedSegmentHasTheSamePageOffsetInFlash() {
        let image = SampleImage().bytes(replacing: [24: 0x3F40_0024])
        let (problem, lines) = verify(image)
        #expect(problem == .segmentPlace)
        #expect(lines == ["E esp_image: Segment 0 load address 0x3f400024, doesn't match data 0x00140020"])
        #expect(verify(image, silently: true).lines.isEmpty)
    }

    @Test func anImageMustFitItsPartition() {
        let image = SampleImage().bytes
        let (problem, lines) = verify(image, slot: 0x14_0000..<0x14_0000 + 0xFF0)
        #expect(problem == .tooLong)
        #expect(lines.last == "E esp_image: Image length 4096 doesn't fit in partition length 4080")
        #expect(verify(image, slot: 0x14_0000..<0x14_1000).problem == nil)
        let unhashed = SampleImage(hasHash: false).bytes
        #expect(verify(unhashed, slot: 0x14_0000..<0x14_0FE0).problem == .tooLong)
    }

    @Test func aPartitionIsAtMost16MiB() {
        let (problem, lines) = verify([], slot: 0..<0x100_1000)
        #expect(problem == .partitionTooLarge)
        #expect(lines == ["E esp_image: partition size 0x1001000 invalid, larger than 16MB"])
    }

    @Test func aSegmentBeyondTheFlashCannotBeRead() {
        let image = SampleImage().bytes(replacing: [28: 0x40_0000])
        let (problem, lines) = verify(image)
        #expect(problem == .unreadable)
        #expect(
            Array(lines.dropFirst()) == [
                "E bootloader_mmap: spi_flash_mmap failed: 0x102",
                "E esp_image: bootloader_mmap(0x140020, 0x400000) failed",
            ]
        )
    }

    @Test func readBytesAreCounted() {
        let flash = FlashChip(size: 0x40_0000)
        try! flash.preset(SampleImage().bytes, at: 0x14_0000)
        let verifier = ImageVerifier(chip: .esp32, revision: 301, release: .v5_1_3, side: .application)
        let read = verifier.verify(0x14_0000..<0x27_0000, of: flash).steps.compactMap {
            if case .read(let bytes) = $0 { bytes } else { nil }
        }
        #expect(read == [1004, 3016])
    }

    // MARK: Load addresses, which only the bootloader checks

    @Test(arguments: [
        (UInt32(0x3FFF_0030), "overlaps bootloader data"), (0x3FFE_0000, "overlaps bootloader stack"),
        (0x4007_8000, "bad load address range"), (0x6000_0000, "bad load address range"),
        (0x3FFF_F800, "bad load address range"),
    ])
    func theBootloaderRefusesToOverwriteItself(_ address: UInt32, _ reason: String) {
        let image = SampleImage().bytes(replacing: [0x40C: address])
        #expect(verify(image).problem == nil)
        let (problem, lines) = verify(image, .bootloader)
        #expect(problem == .loadAddress)
        let (start, end) = (String(address, radix: 16), String(address + 3016, radix: 16))
        #expect(lines.last == "E esp_image: Segment 1 0x\(start)-0x\(end) invalid: \(reason)")
    }

    /// RAM with two address ranges is checked in both: this segment's data would overwrite the loader.
    @Test func theOtherAddressRangeOfSharedMemoryIsChecked() {
        let image = SampleImage(chip: .esp32c3).bytes(replacing: [0x40C: 0x3FCC_E800])
        let (problem, lines) = verify(image, .bootloader, chip: .esp32c3)
        #expect(problem == .loadAddress)
        #expect(lines.last == "E esp_image: Segment 1 0x403ce800-0x403cf3c8 invalid: overlaps loader IRAM")
    }

    @Test func theLoaderItselfIsNotOverwritten() {
        let image = SampleImage(chip: .esp32c3).bytes(replacing: [0x40C: 0x403C_E800])
        let (problem, lines) = verify(image, .bootloader, chip: .esp32c3)
        #expect(problem == .loadAddress)
        #expect(lines.last?.hasSuffix("invalid: overlaps loader IRAM") == true)
    }

    @Test func rtcMemoryIsAllowedAndUnchangedAfterDeepSleep() {
        let image = SampleImage().bytes(replacing: [0x40C: 0x5000_0000])
        #expect(verify(image, .bootloader).lines.last?.hasSuffix(" load") == true)
        #expect(verify(image, .bootloader).problem == nil)
        let flash = FlashChip(size: 0x40_0000)
        try! flash.preset(image, at: 0x14_0000)
        let verifier = ImageVerifier(
            chip: .esp32,
            revision: 301,
            release: .v5_1_3,
            side: .bootloader,
            wakesFromDeepSleep: true
        )
        #expect(verifier.verify(slot, of: flash).steps.log.last?.text.hasSuffix("(  3016) ") == true)
    }

    /// A padding segment has address 0 and is not loaded.
    @Test func paddingIsNotLoaded() {
        let image = SampleImage().bytes(replacing: [0x40C: 0])
        let (problem, lines) = verify(image, .bootloader)
        #expect(problem == nil)
        #expect(lines[1] == "I esp_image: segment 1: paddr=00140414 vaddr=00000000 size=00bc8h (  3016) ")
    }

    // MARK: The other releases

    @Test func idf3HasItsOwnFormatAndContinues() {
        let (problem, lines) = verify(SampleImage().bytes, release: .v3_3_4)
        #expect(problem == nil)
        #expect(
            lines == [
                "I boot_comm: chip revision: 3, min. application chip revision: 0",
                "I esp_image: segment 0: paddr=0x00140020 vaddr=0x3f400020 size=0x003ec (  1004) map",
                "I esp_image: segment 1: paddr=0x00140414 vaddr=0x3ffb0000 size=0x00bc8 (  3016) ",
            ]
        )
        #expect(
            verify([], release: .v3_3_4).lines == [
                "E esp_image: image at 0x140000 has invalid magic byte",
                "E boot_comm: mismatch chip ID, expected 0, found 65535",
                "E boot_comm: can't run on lower chip revision, expected 3, found 255",
                "W esp_image: image at 0x140000 has invalid SPI mode 255",
                "W esp_image: image at 0x140000 has invalid SPI size 15",
            ]
        )
    }

    @Test func idf3SupportsOnlyMajorRevisions() {
        var image = SampleImage().bytes
        image[14] = 3
        #expect(verify(image, release: .v3_3_4).lines.first?.hasPrefix("I esp_image: segment 0") == true)
        image.replaceSubrange(15..<17, with: half(302))
        #expect(verify(image, release: .v3_3_4).problem == .hash)
        #expect(verify(image, release: .v4_4_6).problem == .chipRevision)
    }

    @Test func idf3HasItsOwnMessagesForLoadAddresses() {
        let high = SampleImage().bytes(replacing: [0x40C: 0x3FFF_0030])
        #expect(
            verify(high, .bootloader, release: .v3_3_4).lines.last
                == "E esp_image: Segment 1 end address 0x3fff0bf8 too high (bootloader stack 0x3ffe3a20 limit 0x3ffdba20)"
        )
        let loader = SampleImage().bytes(replacing: [0x40C: 0x4007_8000])
        #expect(
            verify(loader, .bootloader, release: .v3_3_4).lines.last
                == "E esp_image: Segment 1 (0x40078000-0x40078bc8) overlaps bootloader IRAM (0x40078000-0x40080000)"
        )
        let elsewhere = SampleImage().bytes(replacing: [0x40C: 0x6000_0000])
        #expect(verify(elsewhere, .bootloader, release: .v3_3_4).problem == nil)
    }

    @Test func idf53ChecksCalibrationData() {
        let image = SampleImage(chip: .esp32c3).bytes(replacing: [0xD0: 103 | 199 << 16])
        func verdict(_ revision: Int, _ release: IDFRelease = .v5_3_2, _ chip: ChipModel = .esp32c3) -> [String] {
            verify(image, chip: chip, release: release, efuseBlockRevision: revision).lines
        }
        #expect(
            verdict(102).last == "E boot_comm: Image requires efuse blk rev >= v1.3, but chip is v1.2"
        )
        #expect(verdict(200).last == "E boot_comm: Image requires efuse blk rev <= v1.99, but chip is v2.0")
        #expect(verdict(103).last?.contains("Checksum failed") == true)
        #expect(verdict(0, .v5_1_3).last?.contains("Checksum failed") == true)
    }

    /// The output of an ESP32-C3 with a real NodeMCU, line by line, from the addresses and lengths of its segments.
    @Test func segmentLinesAreThoseOfARealBoard() {
        let flash = FlashChip(size: 0x40_0000)
        let segments: [(UInt32, UInt32)] = [
            (0x3C06_0020, 0x15690), (0x3FC8_C600, 0x11F8), (0x4038_0000, 0x9760), (0x4200_0020, 0x5FD60),
            (0x4038_9760, 0x2CFC), (0x5000_0000, 0x18),
        ]
        var image: [UInt8] = [0xE9, 6, 2, 0x20] + word(0x4038_0000) + [0xEE, 0, 0, 0] + half(5)
        image += [0] + half(3) + half(199) + [0, 0, 0, 0, 0]
        for (address, length) in segments {
            image += word(address) + word(length) + [UInt8](repeating: 0, count: Int(length))
        }
        image += [UInt8](repeating: 0, count: 15 - image.count % 16) + [0xEF]
        try! flash.preset(image, at: 0x19_0000)
        let verifier = ImageVerifier(chip: .esp32c3, revision: 3, release: .v5_1_3, side: .application)
        let verdict = verifier.verify(0x19_0000..<0x31_0000, of: flash)
        #expect(verdict.isGood)
        #expect(
            verdict.steps.log.map(\.text) == [
                "segment 0: paddr=00190020 vaddr=3c060020 size=15690h ( 87696) map",
                "segment 1: paddr=001a56b8 vaddr=3fc8c600 size=011f8h (  4600) ",
                "segment 2: paddr=001a68b8 vaddr=40380000 size=09760h ( 38752) ",
                "segment 3: paddr=001b0020 vaddr=42000020 size=5fd60h (392544) map",
                "segment 4: paddr=0020fd88 vaddr=40389760 size=02cfch ( 11516) ",
                "segment 5: paddr=00212a8c vaddr=50000000 size=00018h (    24) ",
            ]
        )
    }
}
