/// Sources: ESP-IDF v6.1 `esp_app_format.h` (ids), `soc/*/include/soc` (`SOC_IROM_LOW` to `SOC_DROM_HIGH`),
/// `soc/*/Kconfig.mmu` (page sizes); bootloader offsets and the ESP32-E22, which only esptool knows, as esptool 5.6
/// prints them.
extension Chip {
    /// The number in an image's header (`esp_chip_id_t`).
    public var imageID: UInt16 {
        switch self {
        case .esp32: 0x0000
        case .esp32s2: 0x0002
        case .esp32c3: 0x0005
        case .esp32s3: 0x0009
        case .esp32c2: 0x000C
        case .esp32c6: 0x000D
        case .esp32h2: 0x0010
        case .esp32p4: 0x0012
        case .esp32c61: 0x0014
        case .esp32c5: 0x0017
        case .esp32h21: 0x0019
        case .esp32h4: 0x001C
        case .esp32e22: 0x001F
        case .esp32s31: 0x0020
        }
    }

    /// The addresses to which read-only data in flash is mapped.
    public var dataWindow: Range<UInt32> {
        switch self {
        case .esp32: 0x3F40_0000..<0x3F80_0000
        case .esp32s2: 0x3F00_0000..<0x3FF8_0000
        case .esp32s3: 0x3C00_0000..<0x3E00_0000
        case .esp32c2: 0x3C00_0000..<0x3C40_0000
        case .esp32c3: 0x3C00_0000..<0x3C80_0000
        default: codeWindow
        }
    }

    /// The addresses to which code in flash is mapped; the same as `dataWindow` on chips that have one window for both.
    public var codeWindow: Range<UInt32> {
        switch self {
        case .esp32: 0x400D_0000..<0x4040_0000
        case .esp32s2: 0x4008_0000..<0x4080_0000
        case .esp32s3: 0x4200_0000..<0x4400_0000
        case .esp32c2: 0x4200_0000..<0x4240_0000
        case .esp32c3: 0x4200_0000..<0x4280_0000
        case .esp32c6, .esp32h2, .esp32h21: 0x4200_0000..<0x4300_0000
        case .esp32c5, .esp32c61, .esp32h4: 0x4200_0000..<0x4400_0000
        case .esp32p4: 0x4000_0000..<0x4C00_0000
        case .esp32s31: 0x4000_0000..<0x5400_0000
        case .esp32e22: 0x3C00_0000..<0x4000_0000
        }
    }

    /// Whether an address is in a window that the chip maps from flash.
    public func mapsFlash(at address: UInt32) -> Bool {
        dataWindow.contains(address) || codeWindow.contains(address)
    }

    /// The flash offset at which the ROM looks for the second-stage bootloader.
    public var bootloaderOffset: Int {
        switch self {
        case .esp32, .esp32s2: 0x1000
        case .esp32p4, .esp32c5, .esp32h4, .esp32s31: 0x2000
        default: 0
        }
    }

    /// The sizes that a page of the flash cache can have, smallest first; a build chooses one.
    public var flashPageSizes: [Int] {
        switch self {
        case .esp32c2: [0x4000, 0x8000, 0x10000]
        case .esp32c6, .esp32c61, .esp32h2, .esp32h21, .esp32h4: [0x2000, 0x4000, 0x8000, 0x10000]
        case .esp32s31: [0x4000, 0x8000, 0x10000, 0x20000, 0x40000]
        default: [0x10000]
        }
    }

    /// The flash frequency in MHz for the low nibble of an image's fourth byte; `nil` if the nibble has no meaning.
    public func flashFrequency(nibble: UInt8) -> Int? {
        let frequencies: [UInt8: Int] =
            switch self {
            case .esp32c2: [0xF: 60, 0: 30, 1: 20, 2: 15]
            case .esp32h2: [0xF: 48, 0: 24, 1: 16, 2: 12]
            case .esp32h21, .esp32h4: [0xF: 48, 0: 24]
            case .esp32c6: [0: 80, 2: 20]
            case .esp32c5, .esp32c61, .esp32s31: [0xF: 80, 0: 40, 2: 20]
            default: [0xF: 80, 0: 40, 1: 26, 2: 20]
            }
        return frequencies[nibble]
    }
}
