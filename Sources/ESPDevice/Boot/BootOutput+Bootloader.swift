extension BootOutput {
    /// The bootloader's lines before it reads the partition table.
    func bootloaderStart(into script: inout BootScript) {
        script.pass(timing.bootloader)
        switch release {
        case .v3_3_4:
            script.log(boot("Chip Revision: \(revision / 100)"))
            banner("20:37:24", into: &script)
            script.log(boot("Enabling RNG early entropy source..."))
            flash(tag: "boot", into: &script)
        case .v4_4_6, .v5_1_3, .v5_3_2:
            banner(release == .v4_4_6 ? "18:37:46" : "Oct 25 2024 00:46:24", into: &script)
            if chip.cores > 1 { script.log(boot("Multicore bootloader")) }
            script.log(boot("chip revision: \(Self.revision(revision))"))
            if release == .v5_3_2, chip.rom.family != .esp32 {
                script.log(boot("efuse block revision: \(Self.revision(efuseBlockRevision))"))
            }
            flash(tag: "boot.\(chip.target)", into: &script)
            script.log(boot("Enabling RNG early entropy source..."))
        }
    }

    /// The bootloader's last line.
    func bootloaderEnd(into script: inout BootScript) {
        script.log(boot("Disabling RNG early entropy source..."))
    }

    private func banner(_ compileTime: String, into script: inout BootScript) {
        script.log(boot("ESP-IDF \(release.rawValue) 2nd stage bootloader"))
        script.log(boot("compile time \(compileTime)"))
    }

    private func flash(tag: String, into script: inout BootScript) {
        let megabytes = max(flashSize / 0x10_0000, 1)
        script.log(ESPLogLine(.info, tag, "SPI Speed      : \(chip.flashSpeed)"))
        script.log(ESPLogLine(.info, tag, "SPI Mode       : DIO"))
        script.log(ESPLogLine(.info, tag, "SPI Flash Size : \(megabytes)MB"))
    }
}
