import ESPImage
import Testing

@Suite struct ChipTests {
    @Test(arguments: [
        (Chip.esp32, "ESP32", UInt16(0), 0x1000), (.esp32s2, "ESP32-S2", 2, 0x1000), (.esp32c3, "ESP32-C3", 5, 0),
        (.esp32s3, "ESP32-S3", 9, 0), (.esp32c2, "ESP32-C2", 12, 0), (.esp32c6, "ESP32-C6", 13, 0),
        (.esp32h2, "ESP32-H2", 16, 0), (.esp32p4, "ESP32-P4", 18, 0x2000), (.esp32c61, "ESP32-C61", 20, 0),
        (.esp32c5, "ESP32-C5", 23, 0x2000), (.esp32h21, "ESP32-H21", 25, 0), (.esp32h4, "ESP32-H4", 28, 0x2000),
        (.esp32e22, "ESP32-E22", 31, 0), (.esp32s31, "ESP32-S31", 32, 0x2000),
    ])
    func hasNamesAndNumbers(chip: Chip, name: String, id: UInt16, bootloader: Int) {
        #expect(chip.displayName == name)
        #expect(chip.imageID == id)
        #expect(chip.bootloaderOffset == bootloader)
        #expect(Chip(imageID: id) == chip)
        #expect(Chip(name: chip.rawValue) == chip)
        #expect(Chip(name: name) == chip)
        #expect(Chip(name: name.replacing("-", with: "")) == chip)
    }

    @Test func idsAreUnique() {
        #expect(Set(Chip.allCases.map(\.imageID)).count == Chip.allCases.count)
        #expect(Chip(imageID: 0xFFFF) == nil)
        #expect(Chip(imageID: 0x000A) == nil)
        #expect(Chip(imageID: 0x0100) == nil, "the high byte counts")
    }

    @Test(arguments: [
        ("ESP32-D0WD-V3", Chip.esp32), ("ESP32-D0WDQ6", .esp32), ("ESP32-D0WDR2-V3", .esp32), ("ESP32-D2WD", .esp32),
        ("ESP32-U4WDH", .esp32), ("ESP32-S0WD", .esp32), ("ESP32-PICO-D4", .esp32), ("ESP32-PICO-V3-02", .esp32),
        ("ESP32-WROOM-32E", .esp32), ("ESP32-WROVER-B", .esp32), ("ESP32-SOLO-1", .esp32), ("ESP32-MINI-1", .esp32),
        ("ESP32-DevKitC V4", .esp32), ("ESP32 (revision v3.0)", .esp32), ("Esp32", .esp32),
        ("ESP32-S2FNR2", .esp32s2), ("ESP32-S2-WROVER", .esp32s2), ("esp32_s2", .esp32s2), ("ESP32 S3", .esp32s3),
        ("ESP32-S3FH4R2", .esp32s3), ("ESP32-S3 (QFN56) (revision v0.2)", .esp32s3),
        ("ESP32-S3-WROOM-1-N16R8", .esp32s3),
        ("ESP32-C3FH4", .esp32c3), ("ESP32-C3-MINI-1", .esp32c3), ("ESP32-C6FH4", .esp32c6),
        ("ESP32-C6 (1 core)", .esp32c6),
        ("ESP32-C61HF4", .esp32c61), ("ESP32-H2FH4S", .esp32h2), ("ESP32-H21", .esp32h21), ("ESP32-P4NRW32", .esp32p4),
    ])
    func readsTheNamesOfVariants(name: String, chip: Chip) {
        #expect(Chip(name: name) == chip)
    }

    @Test(arguments: [
        "", "ESP", "ESP8266", "ESP32-C9", "ESP32-X1", "ESP32-S4", "ESP3200", "esp320", "ESP32-H", "ESP32-9", "S3",
        "ESP32-C", "ESP32-C611",
    ])
    func doesNotGuess(name: String) {
        #expect(Chip(name: name) == nil)
    }

    @Test(arguments: [
        (Chip.esp32, UInt32(0x3F40_0020), true), (.esp32, 0x400D_0018, true), (.esp32, 0x3FFB_0000, false),
        (.esp32, 0x4008_0000, false), (.esp32, 0x3FFF_0030, false), (.esp32s2, 0x3F00_0020, true),
        (.esp32s2, 0x4002_8000, false), (.esp32s3, 0x3C02_0020, true), (.esp32c3, 0x3FCD_6100, false),
        (.esp32c6, 0x4201_8020, true), (.esp32c6, 0x4080_0000, false), (.esp32h2, 0x4202_0020, true),
        (.esp32p4, 0x4FF0_0000, false), (.esp32s31, 0x2F00_0000, false), (.esp32e22, 0x3C00_0020, true),
        (.esp32, 0, false),
    ])
    func knowsWhatIsMappedFromFlash(chip: Chip, address: UInt32, isMapped: Bool) {
        #expect(chip.mapsFlash(at: address) == isMapped)
    }

    @Test(arguments: Chip.allCases) func hasPagesOf64KiB(chip: Chip) {
        #expect(chip.mapsFlash(at: chip.dataWindow.lowerBound))
        #expect(chip.flashPageSizes == chip.flashPageSizes.sorted())
        #expect(chip.flashPageSizes.contains(0x10000))
    }

    @Test func pagesOfTheNewerChipsAreSmaller() {
        #expect(Chip.esp32.flashPageSizes == [0x10000])
        #expect(Chip.esp32c2.flashPageSizes.first == 0x4000)
        #expect(Chip.esp32c6.flashPageSizes.first == 0x2000)
    }
}
