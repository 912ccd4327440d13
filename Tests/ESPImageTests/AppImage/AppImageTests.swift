import Testing

@testable import ESPImage

@Suite struct AppImageTests {
    @Test func parsesAnImageFieldByField() throws {
        var builder = AppImageBuilder(
            chip: .esp32s3,
            version: "2.1.0",
            projectName: "NodeMCU",
            date: "Sep 13 2022",
            time: "11:06:08",
            idfVersion: "v5.1.3",
            secureVersion: 3,
            size: 0x8000
        )
        builder.minChipRevision = ChipRevision(major: 0, minor: 1)
        builder.maxChipRevision = ChipRevision(major: 0, minor: 99)
        let bytes = try builder.build()
        let image = try AppImage(bytes)

        #expect(image.bytes == bytes)
        #expect(image.size == 0x8000)
        #expect(image.imageSize == 0x8000)
        #expect(image.chip == .esp32s3)
        #expect(image.header.segmentCount == 4)
        #expect(image.header.flashMode == "DIO")
        #expect(image.header.flashMegabytes == 4)
        #expect(image.header.flashMegahertz(on: image.chip) == 40)
        #expect(image.header.entryAddress == 0x4037_8400)
        #expect(image.header.writeProtectPin == 0xEE)
        #expect(image.header.pinDrives.map(\.drive) == [0, 0, 0, 0, 0, 0])
        #expect(image.header.hasAppendedHash)
        #expect(image.minChipRevision == ChipRevision(major: 0, minor: 1))
        #expect(image.maxChipRevision == ChipRevision(major: 0, minor: 99))
        #expect(image.segments.count == 4)
        #expect(image.segments[0].loadAddress == 0x3C00_0020)
        #expect(image.segments[0].dataOffset == 0x20)
        #expect(image.segments[1].headerOffset == image.segments[0].end)
        #expect(image.checksumOffset == 0x8000 - 33)
        #expect(image.checksum == bytes[0x8000 - 33])
        #expect(image.appendedHash == Array(bytes.suffix(32)))
        #expect(image.sha256 == Digest.sha256(bytes))
        #expect(image.signature == nil)
        #expect(image.paddingSize == 0)

        let descriptor = try #require(image.descriptor)
        #expect(descriptor.version == "2.1.0")
        #expect(image.version == "2.1.0")
        #expect(descriptor.projectName == "NodeMCU")
        #expect(descriptor.date == "Sep 13 2022")
        #expect(descriptor.time == "11:06:08")
        #expect(descriptor.idfVersion == "v5.1.3")
        #expect(descriptor.secureVersion == 3)
        #expect(image.elfSHA256 == descriptor.elfSHA256)
        #expect(descriptor.elfSHA256.contains { $0 != 0 })
    }

    @Test(arguments: [UInt8(0xFF), 0]) func acceptsAndReportsPadding(filler: UInt8) throws {
        let bytes = try Samples.app()
        for count in [1, 7, 16, 4096] {
            let image = try AppImage(bytes + [UInt8](repeating: filler, count: count))
            #expect(image.paddingSize == count)
            #expect(image.imageSize == bytes.count)
            #expect(image.size == bytes.count + count)
        }
    }

    @Test func takesAnImageWithoutHash() throws {
        let image = try AppImage(Samples.app(appendsHash: false))
        #expect(image.appendedHash == nil)
        #expect(!image.header.hasAppendedHash)
        #expect(image.imageSize == image.checksumOffset + 1)
    }

    @Test func takesAnImageWithoutDescriptor() throws {
        var builder = AppImageBuilder(size: 0x4000)
        builder.descriptor = nil
        let image = try AppImage(builder.build())
        #expect(image.descriptor == nil)
        #expect(image.version == nil)
        #expect(image.elfSHA256 == nil)
    }

    @Test func takesAnImageTooSmallForADescriptor() throws {
        let image = try AppImage(Samples.image(segments: [(0x3F40_0020, [1, 2, 3, 4])]))
        #expect(image.descriptor == nil)
        #expect(image.size == 80)
    }

    @Test func takesUpToSixteenSegmentsAndEmptyOnes() throws {
        let data: (address: UInt32, data: [UInt8]) = (0x3F40_0020, [1, 2, 3, 4])
        let sixteen = try AppImage(Samples.image(segments: [data] + Array(repeating: (0x3FFB_0000, []), count: 15)))
        #expect(sixteen.segments.count == 16)
        #expect(sixteen.segments[15].size == 0)
    }

    @Test func knowsPaddingSegments() throws {
        let image = try AppImage(
            Samples.image(segments: [
                (0x3F40_0020, FirmwareContent.sample(512)), (0, [UInt8](repeating: 0, count: 64)),
                (0x3FFB_0000, [1, 2, 3, 4]),
            ])
        )
        #expect(image.segments.map(\.isPadding) == [false, true, false])
    }

    @Test(
        arguments: [
            (Chip.esp32, UInt8(3), UInt16(0), ChipRevision(major: 3, minor: 0)),
            (.esp32c3, 3, 0, ChipRevision(major: 0, minor: 3)),
            (.esp32, 3, 301, ChipRevision(major: 3, minor: 1)),
            (.esp32, 0, 0, nil),
        ] as [(Chip, UInt8, UInt16, ChipRevision?)]
    )
    func readsTheLeastRevision(chip: Chip, legacy: UInt8, full: UInt16, revision: ChipRevision?) {
        var header = ImageHeader(chip: chip, entryAddress: 0)
        header.legacyMinChipRevision = legacy
        header.rawMinChipRevision = full
        #expect(header.minChipRevision == revision)
        #expect(ImageHeader(header.bytes) == header)
    }

    @Test(arguments: [(0, nil), (0xFFFF, nil), (399, ChipRevision(major: 3, minor: 99))] as [(UInt16, ChipRevision?)])
    func readsTheGreatestRevision(raw: UInt16, revision: ChipRevision?) {
        var header = ImageHeader(chip: .esp32, entryAddress: 0)
        header.rawMaxChipRevision = raw
        #expect(header.maxChipRevision == revision)
    }

    @Test func meaninglessFlashValuesAreNotAnError() throws {
        var header = ImageHeader(chip: .esp32, entryAddress: 0)
        header.rawFlashMode = 77
        header.flashSizeAndFrequency = 0x9C
        let bytes = ImageAssembler(header: header, segments: [(0x3F40_0020, [1, 2, 3, 4])]).bytes
        let image = try AppImage(bytes)
        #expect(image.header.flashMode == nil)
        #expect(image.header.flashMegabytes == nil)
        #expect(image.header.flashMegahertz(on: .esp32) == nil)
    }
}
