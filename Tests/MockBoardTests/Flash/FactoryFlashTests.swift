import ESPImage
import Testing

@testable import ESPDevice

@Suite struct FactoryFlashTests {
    @Test(arguments: ChipModel.all)
    func everythingIsWhereTheChipExpectsIt(_ chip: ChipModel) throws {
        let image = SampleImage(chip: chip).bytes
        let flash = try FactoryFlash(chip: chip, firmware: image).chipInMemory()
        let bootloader = chip.bootloaderOffset
        #expect(flash.read(bootloader..<bootloader + 1) == [0xE9])
        #expect(flash.read(0x8000..<0x8002) == [0xAA, 0x50])
        #expect(flash.read(0xE000..<0x1_0000).allSatisfy { $0 == 0xFF })
        #expect(Array(flash.read(0x1_0000..<0x1_0000 + image.count)) == image)
        #expect(flash.read(0x14_0000..<0x27_0000).allSatisfy { $0 == 0xFF })
        #expect(flash.operationCount == 0)
    }

    @Test(arguments: ChipModel.all)
    func theBootloaderAreaIsAnImageOfTheChip(_ chip: ChipModel) {
        let bytes = BootloaderPlaceholder(chip: chip, flashSize: 0x40_0000).bytes
        let header = ESPImageHeader(bytes[...])
        #expect(header.magic == 0xE9)
        #expect(header.chipID == chip.imageID)
        #expect(header.segmentCount == 1)
        #expect(header.spiSize == 2)
        #expect(bytes.count < 0x7000)
        let end = bytes.count - 32
        #expect(bytes[end...].elementsEqual(sha256(Array(bytes.prefix(end)))))
        let data = bytes[32..<32 + Int(bytes.flashWord(at: 28))]
        #expect(bytes[end - 1] == data.reduce(0xEF, ^))
        #expect(bytes.flashWord(at: 32) != 0xABCD_5432)
    }

    @Test func theFactorySlotTakesTheFirmwareIfThereIsOne() throws {
        let table = PartitionTable.of(["ota_0", "factory"])
        let flash = try FactoryFlash(chip: .esp32, table: table, firmware: [0xE9]).chipInMemory()
        #expect(flash.read(0x1_0000..<0x1_0001) == [0xFF])
        #expect(flash.read(0x3_0000..<0x3_0001) == [0xE9])
    }

    @Test func firmwareThatDoesNotFitIsRefused() {
        func error(_ factory: FactoryFlash) -> FactoryFlashError? {
            do throws(FactoryFlashError) {
                _ = try factory.chipInMemory()
                return nil
            } catch {
                return error
            }
        }
        let image = SampleImage().bytes
        #expect(
            error(FactoryFlash(chip: .esp32, size: 0x20_0000, firmware: image))
                == .flashTooSmall(needed: 0x27_0000, found: 0x20_0000)
        )
        #expect(error(FactoryFlash(chip: .esp32, table: .of(["test"]), firmware: image)) == .noSlot)
        let table = PartitionTable.of(["ota_0"])
        #expect(
            error(FactoryFlash(chip: .esp32, table: table, firmware: [UInt8](repeating: 0, count: 0x2_0001)))
                == .firmwareTooBig(table["ota_0"]!, size: 0x2_0001)
        )
        #expect(error(FactoryFlash(chip: .esp32, size: 0x40_0001, firmware: image)) != nil)
    }
}
