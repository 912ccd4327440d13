/// The text that a board prints from the reset to NodeMCU's banner.
///
/// It follows the output of real firmware of each line; values that depend on a build are made up. Sources: ESP-IDF
/// 3.3.4, 4.4.6, 5.1.3 and 5.3.2 `bootloader_init.c`, `cpu_start.c`, `startup.c`, `app_startup.c`; `nodemcu-firmware
/// user_main.c`, `lua.c`.
struct BootOutput {
    var chip: ChipModel
    /// The chip's revision, major * 100 + minor.
    var revision: Int
    /// The revision of the chip's calibration data.
    var efuseBlockRevision: Int
    var release: IDFRelease
    var lua: LuaBuild
    /// The size of the flash, in bytes.
    var flashSize: Int
    var timing: BootTiming
    /// The date in the banner; `nil` for the date in the application's descriptor.
    var buildDate: String?

    /// A script that starts at the reset.
    func script() -> BootScript {
        var script = BootScript(timing: timing, release: release)
        script.pass(timing.rom)
        return script
    }

    /// `v3.1`, or `3` in the format of ESP-IDF 3.
    static func revision(_ number: Int) -> String {
        "v\(number / 100).\(number % 100)"
    }

    func boot(_ text: String) -> ESPLogLine {
        ESPLogLine(.info, "boot", text)
    }
}
