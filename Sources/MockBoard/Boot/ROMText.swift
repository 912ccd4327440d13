/// What the ROM of a chip prints before the bootloader runs.
struct ROMText: Sendable, Hashable {
    /// Which family of words it has for the reasons of a reset.
    enum Family: Sendable, Hashable {
        /// ESP32: `POWERON_RESET`.
        case esp32
        /// S2: as the next, but for the brown-out.
        case esp32s2
        /// S3, C2, C3: `POWERON`, `RTC_SW_CPU_RST`.
        case esp32c3
        /// C6, H2: `POWERON`, `SW_CPU`.
        case esp32c6
    }

    /// Which words it has.
    let family: Family
    /// The lines that name the ROM.
    let banner: [String]
    /// The strapping pins as the ROM prints them, when it boots from flash.
    let flashBoot: Int
    /// The same when it waits for a download, and what it calls that.
    let downloadBoot: Int
    let downloadMode: String
    /// From where on a reset without a loss of power prints the program counter it interrupted; `nil` where none does.
    let savedPC: String?
    /// What it prints of the flash's pins and the bootloader's segments.
    let loading: [String]
    /// How it complains about a bootloader that is none: the line, and the one before it gives up.
    let givesUp: String

    /// The word and the number for a reset.
    func reset(_ reason: ResetReason) -> (number: Int, word: String) {
        let number = reason.number
        let words: [Int: String] =
            switch family {
            case .esp32: Self.esp32Words
            case .esp32s2: Self.esp32c3Words.merging([0xF: "BROWN_OUT_RST"]) { $1 }
            case .esp32c3: Self.esp32c3Words
            case .esp32c6: Self.esp32c6Words
            }
        return (number, words[number] ?? "RESET")
    }

    private static let esp32Words = [
        0x1: "POWERON_RESET", 0x3: "SW_RESET", 0x5: "DEEPSLEEP_RESET", 0x7: "TG0WDT_SYS_RESET",
        0x8: "TG1WDT_SYS_RESET", 0x9: "RTCWDT_SYS_RESET", 0xC: "SW_CPU_RESET", 0xF: "RTCWDT_BROWN_OUT_RESET",
        0x10: "RTCWDT_RTC_RESET", 0x15: "POWERON_RESET",
    ]
    private static let esp32c3Words = [
        0x1: "POWERON", 0x3: "RTC_SW_SYS_RST", 0x5: "DSLEEP", 0x7: "TG0WDT_SYS_RST", 0x8: "TG1WDT_SYS_RST",
        0x9: "RTCWDT_SYS_RST", 0xC: "RTC_SW_CPU_RST", 0xF: "BROWNOUT_RST", 0x10: "RTCWDT_RTC_RST",
        0x15: "USB_UART_CHIP_RESET",
    ]
    private static let esp32c6Words = [
        0x1: "POWERON", 0x3: "LP_SW_HPSYS", 0x5: "DSLEEP", 0x7: "TG0_WDT_HPSYS", 0x8: "TG1_WDT_HPSYS",
        0x9: "LP_WDT_SYS", 0xC: "SW_CPU", 0xF: "LP_BOD_SYS", 0x10: "LP_WDT_SYS", 0x15: "USB_UART_HPSYS",
    ]
}
