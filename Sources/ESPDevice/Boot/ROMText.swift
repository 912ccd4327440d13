/// The text that a chip's ROM prints before the bootloader runs.
struct ROMText: Sendable, Hashable {
    /// The set of words for reset reasons.
    enum Family: Sendable, Hashable {
        /// ESP32: `POWERON_RESET`.
        case esp32
        /// S2: the same as the next, except for the brown-out.
        case esp32s2
        /// S3, C2, C3: `POWERON`, `RTC_SW_CPU_RST`.
        case esp32c3
        /// C6, H2: `POWERON`, `SW_CPU`.
        case esp32c6
    }

    /// Its set of words.
    let family: Family
    /// The lines that name the ROM.
    let banner: [String]
    /// The value of the strapping pins that the ROM prints when it boots from flash.
    let flashBoot: Int
    /// The same in download mode, and the ROM's name for that mode.
    let downloadBoot: Int
    let downloadMode: String
    /// The program counter that is printed after a reset without power loss; `nil` if the ROM prints none.
    let savedPC: String?
    /// The lines about the flash pins and the bootloader's segments.
    let loading: [String]
    /// The line before the ROM gives up because there is no valid bootloader.
    let givesUp: String

    /// The number and the word for a reset.
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
