import Testing

@testable import ESPImage

/// Flash contents with several applications, and files that only look like them.
@Suite struct MergedFlashTests {
    private static let table = """
        otadata,data,ota,0xe000,0x2000
        factory,app,factory,0x10000,0x10000
        ota_0,app,ota_0,0x20000,0x10000
        ota_1,app,ota_1,0x30000,0x10000
        """

    /// Flash contents with applications of these versions by the name of their partition, from `base` on.
    private func flash(
        _ versions: [String: String],
        _ chip: Chip = .esp32,
        otaData: OTAData? = nil,
        csv: String = table,
        base: Int = 0
    ) throws -> [UInt8] {
        let table = try PartitionTable(csv: csv)
        var flash = [UInt8].erased(chip.bootloaderOffset) + Samples.bootloader(chip)
        func add(_ bytes: [UInt8], at offset: Int) { flash += .erased(offset - flash.count) + bytes }
        add(try table.binary(), at: PartitionTable.flashOffset)
        if let otaData, let partition = table.otaData { add(otaData.bytes, at: partition.offset) }
        for partition in table.partitions {
            if let version = versions[partition.name] {
                add(try Samples.app(chip, version: version), at: partition.offset)
            }
        }
        return Array(flash.dropFirst(base))
    }

    private func error(_ bytes: [UInt8]) throws -> ImageError {
        try #require(FirmwareFile.inspect(bytes).error)
    }

    private let all = ["factory": "0.1.0", "ota_0": "1.0.0", "ota_1": "2.0.0"]

    @Test(arguments: [
        (nil, "factory"), (OTAData(first: OTASelectEntry(sequence: 1, state: .valid)), "ota_0"),
        (OTAData(first: OTASelectEntry(sequence: 2, state: .valid)), "ota_1"),
        (
            OTAData(
                first: OTASelectEntry(sequence: 1, state: .valid),
                second: OTASelectEntry(sequence: 2, state: .undefined)
            ), "ota_1"
        ),
        (
            OTAData(
                first: OTASelectEntry(sequence: 3, state: .valid),
                second: OTASelectEntry(sequence: 2, state: .valid)
            ), "ota_0"
        ),
        (
            OTAData(
                first: OTASelectEntry(sequence: 1, state: .valid),
                second: OTASelectEntry(sequence: 2, state: .aborted)
            ), "ota_0"
        ),
    ])
    func theOTADataSelect(otaData: OTAData?, name: String) throws {
        let flash = try flash(all, otaData: otaData)
        let error = try error(flash)
        #expect(error.kind == .mergedFlash)
        let app = try #require(error.containedApp)
        #expect(app.name == name)
        #expect(app.version == all[name])
        #expect(error.containedApps.map(\.name) == ["factory", "ota_0", "ota_1"])
        #expect(error.containedApps.filter(\.isSelected).map(\.name) == [name])
        #expect(error.nextStep.contains("head -c \(app.offset + app.size) FILE | tail -c \(app.size)"))
        for version in all.values { #expect(error.message.contains("version \(version)")) }
        #expect(try AppImage(Array(flash[app.offset..<app.offset + app.size])).version == all[name])
    }

    @Test func incompleteApplicationsAreSkipped() throws {
        let data = OTAData(first: OTASelectEntry(sequence: 2, state: .valid))
        #expect(try error(flash(["factory": "0.1.0", "ota_0": "1.0.0"], otaData: data)).containedApp?.name == "ota_0")
        #expect(try error(flash(["factory": "0.1.0"], otaData: data)).containedApp?.name == "factory")
    }

    @Test func withoutAFactoryTheFirstSlotStarts() throws {
        let error = try error(
            flash(["ota_0": "1.0.0", "ota_1": "2.0.0"], csv: PartitionTable.nodeMCUDocumentation.csv)
        )
        #expect(error.containedApp?.name == "ota_0")
    }

    @Test(arguments: Chip.allCases) func aFileMayStartWithTheBootloader(chip: Chip) throws {
        let data = OTAData(first: OTASelectEntry(sequence: 2, state: .valid))
        let flash = try flash(all, chip, otaData: data, base: chip.bootloaderOffset)
        let app = try #require(error(flash).containedApp)
        #expect(app.name == "ota_1")
        #expect(app.offset == 0x30000 - chip.bootloaderOffset)
        #expect(try AppImage(Array(flash[app.offset..<app.offset + app.size])).version == "2.0.0")
    }

    @Test func aFileMayStartWithTheTable() throws {
        let app = try #require(error(flash(all, base: 0x8000)).containedApp)
        #expect(app.offset == 0x8000)
    }

    @Test func aSignatureBelongsToItsApplication() throws {
        let flash = try flash(["factory": "1.0.0"]) + [0, 0, 0, 0] + FirmwareContent.sample(64) + .erased(0x1000)
        #expect(try error(flash).containedApp?.size == 0x4000 + 68)
    }

    @Test(arguments: Chip.allCases) func aBootloaderAloneIsNotAMergedImage(chip: Chip) throws {
        for offset in Set([0, chip.bootloaderOffset]) {
            for padding in [0, 0x3000] {
                let error = try error(.erased(offset) + Samples.bootloader(chip) + .erased(padding))
                #expect(error.kind == .bootloader)
                #expect(!error.message.contains("application in"))
            }
        }
    }

    @Test func mergedFlashWithoutAnIntactApplicationSaysSo() throws {
        let error = try error(flash([:]))
        #expect(error.kind == .mergedFlash)
        #expect(error.message.contains("a bootloader, a partition table and no complete application"))
    }

    @Test(arguments: Chip.allCases) func aProgramInRAMIsNotABootloader(chip: Chip) throws {
        let error = try error(Samples.ramProgram(chip))
        #expect(error.kind == .ramProgram)
        #expect(error.code == .notAnApplication)
        #expect(error.message.contains("runs from RAM"))
        #expect(!error.message.contains("bootloader"))
    }

    @Test func theESP32sLoaderRAMHoldsBootloaders() throws {
        let segments: [(address: UInt32, data: [UInt8])] = [(0x3FFF_0030, FirmwareContent.sample(64))]
        #expect(try error(Samples.image(.esp32, segments: segments)).kind == .bootloader)
        #expect(try error(Samples.image(.esp32s3, segments: segments)).kind == .ramProgram)
    }

    @Test(arguments: [UInt8(0xFF), 0]) func aSlotsContentIsTheImageAndPadding(filler: UInt8) throws {
        let bytes = try Samples.app()
        let image = try AppImage(bytes + [UInt8](repeating: filler, count: 0x130000 - bytes.count))
        #expect(image.size == 0x130000)
        #expect(image.payload == bytes)
        #expect(image.imageSize == bytes.count)
    }
}
