import Testing

@testable import ESPImage

@Suite struct FirmwareFileTests {
    @Test(arguments: Chip.allCases) func takesAnImageOfEveryChip(chip: Chip) throws {
        let bytes = try Samples.app(chip)
        let inspection = FirmwareFile.inspect(bytes)
        #expect(inspection.kind == .application)
        #expect(inspection.image?.chip == chip)
        #expect(inspection.error == nil)
        #expect(inspection.size == bytes.count)
        #expect(inspection.sha256 == Digest.sha256(bytes))
    }

    @Test(arguments: Chip.allCases) func refusesABootloaderOfEveryChip(chip: Chip) throws {
        let inspection = FirmwareFile.inspect(Samples.bootloader(chip))
        #expect(inspection.kind == .bootloader)
        #expect(inspection.error?.code == .notAnApplication)
        #expect(inspection.error?.message.contains(chip.displayName) == true)
        #expect(inspection.image == nil)
        #expect(inspection.sha256.count == 32)
    }

    @Test func reportsABootloadersDescriptor() {
        let error = FirmwareFile.inspect(Samples.bootloader(describedBy: "v5.3.1")).error
        #expect(error?.message.contains("ESP-IDF v5.3.1") == true)
        #expect(FirmwareFile.inspect(Samples.bootloader()).error?.message.contains("ESP-IDF") == false)
    }

    @Test(arguments: Chip.allCases) func findsTheApplicationInMergedFlash(chip: Chip) throws {
        let app = try Samples.app(chip)
        let flash = try Samples.mergedFlash(chip, app: app)
        let error = try #require(FirmwareFile.inspect(flash).error)
        #expect(error.kind == .mergedFlash)
        #expect(error.code == .notAnApplication)
        let contained = try #require(error.containedApp)
        #expect(contained.name == "ota_0")
        #expect(contained.offset == 0x10000)
        #expect(Array(flash[contained.offset..<contained.offset + contained.size]) == app)
        #expect(error.nextStep.contains("head -c \(0x10000 + app.count) FILE | tail -c \(app.count)"))
        #expect(error.message.contains("0x10000"))
    }

    @Test(arguments: [Chip.esp32, .esp32c3, .esp32p4])
    func findsTheApplicationAfterOtherPartitions(chip: Chip) throws {
        let app = try Samples.app(chip)
        let table = try PartitionTable(csv: "nvs,data,nvs,0x9000,0x6000\nmain,app,factory,0x20000,1M")
        let padded = try Samples.mergedFlash(chip, app: app, table: table) + .erased(0x4000)
        let contained = try #require(FirmwareFile.inspect(padded).error?.containedApp)
        #expect(contained.name == "main")
        #expect(contained.offset == 0x20000)
        #expect(contained.size == app.count)
    }

    @Test func findsATableThatWasMoved() throws {
        let app = try Samples.app(.esp32c3)
        let table = try PartitionTable(csv: "nvs,data,nvs,,0x6000\nota_0,app,ota_0,0x20000,1M", tableOffset: 0x10000)
        var flash = Samples.bootloader(.esp32c3)
        flash += .erased(0x10000 - flash.count)
        flash += try table.binary()
        flash += .erased(0x20000 - flash.count) + app
        #expect(FirmwareFile.inspect(flash).error?.containedApp?.offset == 0x20000)
    }

    @Test func mergedFlashWithoutAnApplicationIsMergedFlash() throws {
        for chip in [Chip.esp32, .esp32c3] {
            let error = FirmwareFile.inspect(try Samples.mergedFlash(chip, app: [])).error
            #expect(error?.kind == .mergedFlash)
            #expect(error?.containedApp == nil)
        }
    }

    @Test func mergedFlashWithADamagedTableIsRecognisedByItsBootloader() throws {
        var flash = try Samples.mergedFlash(.esp32, app: Samples.app())
        flash[0x8000] = 0
        #expect(FirmwareFile.inspect(flash).error?.kind == .mergedFlash)
        #expect(FirmwareFile.inspect(flash).error?.containedApp?.name == "app")
    }

    @Test func aPaddedBootloaderIsABootloader() {
        #expect(FirmwareFile.inspect(Samples.bootloader(.esp32c3) + .erased(0x10000)).kind == .bootloader)
    }

    @Test func anArchiveThatHoldsFlashContentsIsAnArchive() throws {
        var archive = try Samples.mergedFlash(.esp32, app: Samples.app())
        archive.replaceSubrange(0..<4, with: [0x50, 0x4B, 3, 4])
        #expect(FirmwareFile.inspect(archive).kind == .zip)
    }
}
