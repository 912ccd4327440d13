/// The text that a board prints from the reset to NodeMCU's banner.
///
/// Modelled on what real firmware of each line printed; numbers that only its build could know are made up. Sources: ESP-IDF
/// 3.3.4, 4.4.6, 5.1.3 and 5.3.2 `bootloader_init.c`, `cpu_start.c`, `startup.c`, `app_startup.c`; `nodemcu-firmware user_main.c`,
/// `lua.c`.
struct BootText {
    var chip: ChipModel
    /// The chip's revision, major * 100 + minor.
    var revision: Int
    /// The revision of its calibration data.
    var efuseBlockRevision: Int
    var release: IDFRelease
    var lua: LuaBuild
    /// How many bytes the flash has.
    var flashSize: Int
    var timing: BootTiming
    /// The date in the banner; `nil` for the one that the application's descriptor gives.
    var buildDate: String?

    /// A script that begins with the reset.
    func script() -> BootScript {
        var script = BootScript(timing: timing, release: release)
        script.pass(timing.rom)
        return script
    }

    /// `v3.1`, or `3` in the words of ESP-IDF 3.
    static func revision(_ number: Int) -> String {
        "v\(number / 100).\(number % 100)"
    }

    func boot(_ text: String) -> LogLine {
        LogLine(.info, "boot", text)
    }
}
