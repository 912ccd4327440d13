/// The informative part of the text that is printed between a reset and the first prompt.
package enum BootText: Sendable, Hashable {
    /// The ROM's first line, with the chip if it names one (`ESP-ROM:esp32c3-…`; plain `ets …` is an ESP32).
    case rom(chip: String)
    /// Why the chip reset and how it starts: `rst:0xc (SW_CPU_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)`.
    case reset(code: Int, reason: String, mode: String)
    /// The ROM waits for a flasher instead of starting the firmware.
    case downloadMode
    /// The ROM found no bootloader in flash.
    case invalidHeader
    /// The second-stage bootloader and the ESP-IDF version that it was built with.
    case bootLoader(version: String)
    /// A row of the partition table that the bootloader lists.
    case partition(label: String, type: Int, subtype: Int, offset: Int, size: Int)
    /// The bootloader started the image at this flash offset.
    case loadedApp(offset: Int)
    /// The bootloader found an image that it cannot start.
    case notBootable(String)
    /// The bootloader found nothing that it can start, and resets.
    case nothingBootable
    /// What the firmware reports about itself at its start: `Project name`, `App version`, `ELF file SHA256` …
    case appDescription(key: String, value: String)
    /// NodeMCU's own line: the firmware runs, and a prompt follows.
    case banner(String)
}
