extension BootOutput {
    /// The ROM before it starts the bootloader.
    func rom(_ reason: ResetReason, into script: inout BootScript) {
        let rom = chip.rom
        reset(reason, strapping: rom.flashBoot, mode: "SPI_FAST_FLASH_BOOT", into: &script)
        let loading = release == .v3_3_4 && rom.family == .esp32 ? ChipModel.esp32IDF3Loading : rom.loading
        for line in loading { script.line(line) }
    }

    /// The ROM in download mode, which it enters if the boot pin is low at a reset.
    func download(_ reason: ResetReason, into script: inout BootScript) {
        reset(reason, strapping: chip.rom.downloadBoot, mode: chip.rom.downloadMode, into: &script)
        script.line("waiting for download")
    }

    /// The ROM without a bootloader, until its watchdog resets the chip.
    func noBootloader(_ reason: ResetReason, found word: UInt32, into script: inout BootScript) {
        reset(reason, strapping: chip.rom.flashBoot, mode: "SPI_FAST_FLASH_BOOT", into: &script)
        for _ in 0..<8 {
            script.line("invalid header: 0x\(Printf.x(word, width: 8))")
            script.pass(.milliseconds(40))
        }
        script.line(chip.rom.givesUp)
    }

    private func reset(_ reason: ResetReason, strapping: Int, mode: String, into script: inout BootScript) {
        let banner = chip.rom.family == .esp32 && revision < 300 ? ["ets Jun  8 2016 00:22:57", ""] : chip.rom.banner
        for line in banner { script.line(line) }
        let (number, word) = chip.rom.reset(reason)
        script.line("rst:0x\(Printf.x(number)) (\(word)),boot:0x\(Printf.x(strapping)) (\(mode))")
        if let savedPC = chip.rom.savedPC, !reason.isPowerOn { script.line("Saved PC:\(savedPC)") }
    }
}
