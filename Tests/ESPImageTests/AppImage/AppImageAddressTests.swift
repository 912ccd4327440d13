import Testing

@testable import ESPImage

/// Where segments may be mapped: at the same offset in a page of the flash cache as in the file.
@Suite struct AppImageAddressTests {
    private let code = FirmwareContent.sample(512)

    private func described(pageSize: Int?) -> [UInt8] {
        AppDescriptor(
            version: "1",
            projectName: "p",
            time: "",
            date: "",
            idfVersion: "v5.4",
            flashPageSize: pageSize
        ).bytes
    }

    /// The file offset of the first segment's data is 0x20.
    @Test(arguments: [
        (Chip.esp32, UInt32(0x3F40_0020)), (.esp32, 0x3F41_0020), (.esp32, 0x400D_0020), (.esp32s2, 0x3F00_0020),
        (.esp32s3, 0x3C02_0020), (.esp32c6, 0x4201_8020), (.esp32c6, 0x4200_2020), (.esp32h2, 0x4202_0020),
        (.esp32c2, 0x3C00_4020),
    ])
    func takesWhatTheDeviceTakes(chip: Chip, address: UInt32) throws {
        #expect(try AppImage(Samples.image(chip, segments: [(address, code)])).chip == chip)
    }

    @Test(arguments: [
        (Chip.esp32, UInt32(0x3F40_0000), "0x20", "0x0"), (.esp32, 0x3F40_2020, "0x20", "0x2020"),
        (.esp32s3, 0x3C01_8020, "0x20", "0x8020"), (.esp32c6, 0x4201_1020, "0x20", "0x1020"),
        (.esp32c2, 0x3C00_2020, "0x20", "0x2020"),
    ])
    func refusesWhatTheDeviceRefuses(chip: Chip, address: UInt32, expected: String, found: String) {
        let error = #expect(throws: ImageError.self) { try AppImage(Samples.image(chip, segments: [(address, code)])) }
        #expect(error?.code == .badSegment)
        #expect(error?.expected == expected)
        #expect(error?.found == found)
        #expect(error?.offset == 24)
    }

    /// The data of the second segment is at 0x20 + 512 + 8.
    @Test func judgesLaterSegmentsToo() {
        let good = Samples.image(segments: [(0x3F40_0020, code), (0x400D_0228, code)])
        let bad = Samples.image(segments: [(0x3F40_0020, code), (0x400D_0020, code)])
        #expect(throws: Never.self) { try AppImage(good) }
        let error = #expect(throws: ImageError.self) { try AppImage(bad) }
        #expect(error?.code == .badSegment)
        #expect(error?.message.contains("Segment 1") == true)
    }

    @Test func aStatedPageSizeIsUsed() throws {
        func image(pageSize: Int?) -> [UInt8] {
            Samples.image(.esp32c6, segments: [(0x4201_8020, described(pageSize: pageSize))])
        }
        #expect(try AppImage(image(pageSize: nil)).descriptor?.flashPageSize == nil)
        #expect(try AppImage(image(pageSize: 0x8000)).descriptor?.flashPageSize == 0x8000)
        #expect(throws: ImageError.self) { try AppImage(image(pageSize: 0x10000)) }
        // A page size that the chip does not have is ignored.
        #expect(try AppImage(image(pageSize: 0x20000)).descriptor?.flashPageSize == 0x20000)
    }

    @Test func theFirstSegmentMustBeMapped() {
        let image = Samples.image(segments: [(0x3FFB_0000, code), (0x400D_0228, code)])
        let error = #expect(throws: ImageError.self) { try AppImage(image) }
        #expect(error?.code == .badSegment)
        #expect(error?.kind == .application)
    }
}
