import ESPImage
import Testing

@testable import ESPDevice

@Suite struct ChipModelTests {
    @Test func chipsAreFoundByEveryName() {
        #expect(ChipModel(named: "esp32s3") == .esp32s3)
        #expect(ChipModel(named: "ESP32-C3") == .esp32c3)
        #expect(ChipModel(imageID: 0x0010) == .esp32h2)
        #expect(ChipModel(Chip.esp32c6) == .esp32c6)
        #expect(ChipModel(Chip.esp32p4) == nil)
        #expect(ChipModel(named: "esp8266") == nil)
        #expect(ChipModel(imageID: 0xFFFF) == nil)
    }

    /// The host side and the device side have separate tables of the chips; they must agree.
    @Test(arguments: ChipModel.all)
    func theHostKnowsTheSame(_ model: ChipModel) throws {
        let chip = try #require(Chip(rawValue: model.target))
        #expect(chip.imageID == model.imageID)
        #expect(chip.displayName == model.name)
        #expect(chip.bootloaderOffset == model.bootloaderOffset)
        #expect(chip.dataWindow == model.memory.drom)
        #expect(chip.codeWindow == model.memory.irom)
    }

    @Test func smallFlashMeansSmallPagesOnSomeChips() {
        #expect(ChipModel.esp32c6.mmuPage(flashSize: 0x40_0000) == 0x1_0000)
        #expect(ChipModel.esp32c6.mmuPage(flashSize: 0x20_0000) == 0x8000)
        #expect(ChipModel.esp32h2.mmuPage(flashSize: 0x10_0000) == 0x4000)
        #expect(ChipModel.esp32c3.mmuPage(flashSize: 0x10_0000) == 0x1_0000)
    }
}
