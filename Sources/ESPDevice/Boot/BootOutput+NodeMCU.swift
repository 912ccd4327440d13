extension BootOutput {
    /// NodeMCU's own start, up to and including its banner.
    /// - Parameters:
    ///   - description: the application's descriptor, with the date and the ESP-IDF version for the banner.
    ///   - hasFlashStore: whether the partition table has a Lua flash store.
    func nodeMCU(
        _ description: AppDescription?,
        _ fileSystem: FileSystemState,
        hasFlashStore: Bool,
        into script: inout BootScript
    ) {
        script.line("", .standardOutput)
        mount(fileSystem, into: &script)
        script.pass(timing.nodeMCU)
        for line in Self.wirelessStart(of: release) { script.log(line, .standardOutput) }
        if hasFlashStore {
            switch release {
            case .v3_3_4, .v4_4_6: script.line("No LFS image loaded", .standardOutput)
            case .v5_1_3, .v5_3_2:
                script.log(
                    ESPLogLine(.error, "mmap", "esp_mmu_paddr_to_vaddr(752): paddr isn't mapped"),
                    .standardOutput
                )
            }
        }
        script.line("", .standardOutput)
        script.line(banner(description), .standardOutput)
    }

    private func mount(_ state: FileSystemState, into script: inout BootScript) {
        switch (release, state) {
        case (.v3_3_4, _):
            script.line("Mounting flash filesystem...", .standardOutput)
            guard state != .mounted else { return }
            script.line("Formatting file system. Please wait...", .standardOutput)
            if state == .formatted {
                script.pass(timing.formatting)
            } else {
                script.line(
                    "*** ERROR ***: unable to format. FS might be compromised.",
                    .standardOutput
                )
                script.line("It is advised to re-flash the NodeMCU image.", .standardOutput)
            }
        case (_, .mounted): break
        case (_, .formatted):
            script.log(ESPLogLine(.warning, "SPIFFS", "mount failed, -10025. formatting..."), .standardOutput)
            script.pass(timing.formatting)
        case (_, .missing):
            script.line("Failed to mount SPIFFS partition: no SPIFFS partition found", .standardOutput)
        }
    }

    /// The Wi-Fi libraries' output while the older lines start; the newer ones start Wi-Fi on request.
    private static func wirelessStart(of release: IDFRelease) -> [ESPLogLine] {
        switch release {
        case .v3_3_4:
            [
                ESPLogLine(
                    .info,
                    "wifi",
                    " wifi driver task: 3ffc2cd0, prio:23, stack:3584, core=0",
                    isFromLibrary: true
                ),
                ESPLogLine(
                    .info,
                    "system_api",
                    "Base MAC address is not set, read default base MAC address from BLK0 of EFUSE"
                ),
                ESPLogLine(.info, "wifi", " wifi firmware version: ec61a20", isFromLibrary: true),
                ESPLogLine(.info, "wifi", " config NVS flash: enabled", isFromLibrary: true),
                ESPLogLine(.info, "wifi", " Init dynamic tx buffer num: 32", isFromLibrary: true),
            ]
        case .v4_4_6:
            [
                ESPLogLine(
                    .info,
                    "wifi",
                    "wifi driver task: 3fca6cd8, prio:23, stack:6656, core=0",
                    isFromLibrary: true
                ),
                ESPLogLine(.info, "system_api", "Base MAC address is not set"),
                ESPLogLine(.info, "system_api", "read default base MAC address from EFUSE"),
                ESPLogLine(.info, "wifi", "wifi firmware version: 0d44bbe", isFromLibrary: true),
                ESPLogLine(.info, "wifi", "config NVS flash: enabled", isFromLibrary: true),
                ESPLogLine(.info, "wifi_init", "tcpip mbox: 32"),
            ]
        case .v5_1_3, .v5_3_2: []
        }
    }

    private func banner(_ description: AppDescription?) -> String {
        let date = buildDate ?? builtIn(description) ?? "unspecified"
        let start = "NodeMCU ESP32 build \(date) powered by"
        guard release != .v3_3_4 else { return "\(start) Lua 5.1.4 on SDK IDF" }
        return "\(start) \(lua.banner) on IDF \(description?.idfVersion ?? release.rawValue)"
    }

    /// The build date in the banner of the newer lines: `2024-10-25 00:46`.
    private func builtIn(_ description: AppDescription?) -> String? {
        guard release == .v5_1_3 || release == .v5_3_2, let description else { return nil }
        let words = description.date.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.count == 3, let month = months.firstIndex(of: String(words[0])), let day = Int(words[1]),
            let year = Int(words[2])
        else { return nil }
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(year)-\(two(month + 1))-\(two(day)) \(description.time.prefix(5))"
    }
}
