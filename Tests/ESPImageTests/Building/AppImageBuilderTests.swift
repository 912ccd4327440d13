import Testing

@testable import ESPImage

@Suite struct AppImageBuilderTests {
    @Test(arguments: Chip.allCases, [1024, 1040, 0x8000, 0x30000])
    func makesValidImages(chip: Chip, size: Int) throws {
        for appendsHash in [true, false] {
            for isDescribed in [true, false] {
                var builder = AppImageBuilder(chip: chip, size: size, appendsHash: appendsHash)
                if !isDescribed { builder.descriptor = nil }
                let bytes = try builder.build()
                #expect(bytes.count == size)
                let image = try AppImage(bytes)
                #expect(image.chip == chip)
                #expect((image.descriptor != nil) == isDescribed)
                #expect((image.appendedHash != nil) == appendsHash)
                #expect(image.segments.count == 4)
                #expect(image.segments.filter { chip.mapsFlash(at: $0.loadAddress) }.count == 2)
            }
        }
    }

    @Test(arguments: Chip.allCases) func ramIsNotMappedFromFlash(chip: Chip) {
        #expect(!chip.mapsFlash(at: chip.dataRAM))
        #expect(!chip.mapsFlash(at: chip.instructionRAM))
    }

    @Test func theSameValuesGiveTheSameBytes() throws {
        var builder = AppImageBuilder(chip: .esp32, version: "1.0.0", size: 4096, seed: 42)
        #expect(try builder.build() == builder.build())
        // On every machine and in every release.
        let hash = Digest.sha256(try builder.build()).hexadecimal
        #expect(hash == "a19b77f52925284933f8377c0a8ba236be68b7110171b150896acc070cff2f03")
        builder.modules = []
        let bare = Digest.sha256(try builder.build()).hexadecimal
        #expect(bare == "bf0b455843ae80c5de986b1a73cb9629c39de91c69ad6a97d45c9b823b4502e8")
    }

    @Test func otherValuesGiveOtherContent() throws {
        func content(_ builder: AppImageBuilder) throws -> ArraySlice<UInt8> { try builder.build()[0x200..<0x1000] }
        let builder = AppImageBuilder(size: 8192)
        var (seed, version) = (builder, builder)
        seed.seed = 2
        version.descriptor?.version = "1.0.1"
        #expect(try content(builder) != content(seed))
        #expect(try content(builder) != content(version))
        #expect(try AppImage(builder.build()).elfSHA256 != AppImage(seed.build()).elfSHA256)
        #expect(try AppImage(builder.build()).elfSHA256 != AppImage(version.build()).elfSHA256)
    }

    @Test func keepsAGivenELFHash() throws {
        var builder = AppImageBuilder(size: 1024)
        builder.descriptor?.elfSHA256 = [UInt8](repeating: 7, count: 32)
        #expect(try AppImage(builder.build()).elfSHA256 == [UInt8](repeating: 7, count: 32))
    }

    @Test(arguments: [
        (0, 1024), (-5, 1024), (1023, 1024), (1025, 1040), (1000, 1024), (16 << 20, (16 << 20) - 16),
        (Int.max, (16 << 20) - 16), (Int.min, 1024),
    ])
    func refusesSizesThatNoImageHas(size: Int, nearest: Int) {
        let error = #expect(throws: ImageSizeError.self) { try AppImageBuilder(size: size).build() }
        #expect(error?.size == size)
        #expect(error?.description.contains("Ask for \(nearest).") == true)
    }

    @Test func makesTheLargestImage() throws {
        let builder = AppImageBuilder(chip: .esp32c2, size: (16 << 20) - 16)
        #expect(try AppImage(builder.build()).size == (16 << 20) - 16)
    }
}
