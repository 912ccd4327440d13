import ESPImage
import Testing

@testable import ESPDevice

@Suite struct BootOutputTests {
    private func device(
        _ chip: ChipModel = .esp32,
        _ release: IDFRelease = .v5_1_3,
        lua: LuaBuild = .lua53,
        table: PartitionTable = .nodeMCUDocumentation,
        timing: BootTiming = BootTiming(),
        buildDate: String? = nil
    ) -> TestDevice {
        TestDevice(
            DeviceConfiguration(chip: chip, release: release, lua: lua, timing: timing, buildDate: buildDate),
            table: table
        )
    }

    private func text(_ report: BootReport, newline: String = "\n", colours: Bool = true) -> String {
        report.lines.map { $0.rendered(newline: newline, colours: colours) }.joined()
    }

    /// The lines without colours and times: `boot: Partition Table:`.
    private func plain(_ report: BootReport) -> [String] {
        report.lines.map {
            switch $0.content {
            case .text(let text): text
            case .log(let line, _): "\(line.level.rawValue) \(line.tag): \(line.text)"
            }
        }
    }

    // MARK: Comparison with real boards

    /// The lines that do not depend on the build, from the first boot of a real ESP32-C3 with NodeMCU `dev-esp32`.
    @Test func aFirstBootOfESP32C3ReadsAsRecorded() {
        let table = PartitionTable([
            Partition(name: "nvs", type: .data, subtype: 0x02, offset: 0x9000, size: 0x4000),
            Partition(name: "otadata", type: .data, subtype: 0x00, offset: 0xD000, size: 0x2000),
            Partition(name: "phy_init", type: .data, subtype: 0x01, offset: 0xF000, size: 0x1000),
            Partition(name: "ota_0", type: .app, subtype: 0x10, offset: 0x1_0000, size: 0x18_0000),
            Partition(name: "ota_1", type: .app, subtype: 0x11, offset: 0x19_0000, size: 0x18_0000),
            Partition(name: "lfs", type: .nodeMCU, subtype: 0x01, offset: 0x31_0000, size: 0x1_0000),
            Partition(name: "storage", type: .data, subtype: 0x82, offset: 0x32_0000, size: 0x7_0000),
        ])
        let device = device(.esp32c3, table: table)
        try! device.core.flash.preset([UInt8](repeating: 0xFF, count: 16), at: 0x32_0000)
        let recorded = [
            "ESP-ROM:esp32c3-api1-20210207", "Build:Feb  7 2021", "SPIWP:0xee", "mode:DIO, clock div:1",
            "load:0x3fcd5820,len:0x1710", "load:0x403cc710,len:0x968", "load:0x403ce710,len:0x3020",
            "entry 0x403cc710", "I boot.esp32c3: SPI Speed      : 80MHz", "I boot.esp32c3: SPI Flash Size : 4MB",
            "I boot: Enabling RNG early entropy source...", "I boot: Partition Table:",
            "I boot: ## Label            Usage          Type ST Offset   Length",
            "I boot:  0 nvs              WiFi data        01 02 00009000 00004000",
            "I boot:  1 otadata          OTA data         01 00 0000d000 00002000",
            "I boot:  2 phy_init         RF data          01 01 0000f000 00001000",
            "I boot:  3 ota_0            OTA app          00 10 00010000 00180000",
            "I boot:  4 ota_1            OTA app          00 11 00190000 00180000",
            "I boot:  5 lfs              unknown          c2 01 00310000 00010000",
            "I boot:  6 storage          Unknown data     01 82 00320000 00070000",
            "I boot: End of partition table", "I boot: No factory image, trying OTA 0",
            "I boot: Loaded app from partition at offset 0x10000", "I boot: Set actual ota_seq=1 in otadata[0]",
            "I boot: Disabling RNG early entropy source...", "I cpu_start: Unicore app", "I cpu_start: Pro cpu up.",
            "I cpu_start: Pro cpu start user code", "I cpu_start: cpu freq: 160000000 Hz",
            "I cpu_start: Application information:", "I cpu_start: Project name:     nodemcu",
            "I cpu_start: Min chip rev:     v0.3", "I cpu_start: Max chip rev:     v1.99 ",
            "I heap_init: Initializing. RAM available for dynamic allocation:",
            "I heap_init: At 3FC8F830 len 000307D0 (193 KiB): DRAM", "I spi_flash: detected chip: gd",
            "I spi_flash: flash io: dio", "I sleep: Configure to isolate all GPIO pins in sleep state",
            "I sleep: Enable automatic switching of GPIO sleep configuration",
            "I app_start: Starting scheduler on CPU0", "I main_task: Started on CPU0",
            "I main_task: Calling app_main()", "", "W SPIFFS: mount failed, -10025. formatting...",
            "E mmap: esp_mmu_paddr_to_vaddr(752): paddr isn't mapped", "",
        ]
        var rest = plain(device.boot())[...]
        for line in recorded {
            let index = rest.firstIndex(of: line)
            #expect(index != nil, "\(line)")
            rest = rest[(index.map { $0 + 1 } ?? rest.startIndex)...]
        }
        #expect(rest.first?.hasPrefix("NodeMCU ESP32 build ") == true)
    }

    /// The same from an ESP32 with a NodeMCU of ESP-IDF 3.
    @Test func anESP32WithIDF3ReadsAsRecorded() {
        let recorded = [
            "ets Jul 29 2019 12:21:46", "", "configsip: 0, SPIWP:0xee",
            "clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00", "mode:DIO, clock div:2",
            "load:0x3fff0018,len:4", "load:0x3fff001c,len:6260", "load:0x40078000,len:9852",
            "load:0x40080400,len:6448", "entry 0x4008072c", "I boot: compile time 20:37:24",
            "I boot: Enabling RNG early entropy source...", "I boot: SPI Speed      : 40MHz",
            "I boot: SPI Mode       : DIO", "I boot: SPI Flash Size : 4MB", "I boot: Partition Table:",
            "I boot:  2 factory          factory app      00 00 00010000 00180000",
            "I boot: Loaded app from partition at offset 0x10000", "I boot: Disabling RNG early entropy source...",
            "I cpu_start: Pro cpu up.", "I cpu_start: Application information:",
            "I cpu_start: Starting app cpu, entry point is 0x40081350", "I cpu_start: App cpu up.",
            "I heap_init: At 3FFAE6E0 len 00001920 (6 KiB): DRAM", "I cpu_start: Pro cpu start user code",
            "I cpu_start: Starting scheduler on PRO CPU.", "I cpu_start: Starting scheduler on APP CPU.", "",
            "Mounting flash filesystem...", "No LFS image loaded", "",
            "NodeMCU ESP32 build unspecified powered by Lua 5.1.4 on SDK IDF",
        ]
        var rest = plain(device(.esp32, .v3_3_4, lua: .lua51, table: .nodeMCUStock).boot())[...]
        for line in recorded {
            let index = rest.firstIndex { $0 == line || $0 == "I wifi: " + line }
            #expect(index != nil, "\(line)")
            rest = rest[(index.map { $0 + 1 } ?? rest.startIndex)...]
        }
    }

    // MARK: The reset

    @Test(arguments: [
        (ChipModel.esp32, ResetReason.powerOn, "rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)"),
        (.esp32, .software, "rst:0xc (SW_CPU_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)"),
        (.esp32, .panic, "rst:0xc (SW_CPU_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)"),
        (.esp32, .brownOut, "rst:0xf (RTCWDT_BROWN_OUT_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)"),
        (.esp32, .bootloader, "rst:0x3 (SW_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)"),
        (.esp32, .hardwareWatchdog, "rst:0x7 (TG0WDT_SYS_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)"),
        (.esp32s2, .brownOut, "rst:0xf (BROWN_OUT_RST),boot:0x8 (SPI_FAST_FLASH_BOOT)"),
        (.esp32s3, .usb, "rst:0x15 (USB_UART_CHIP_RESET),boot:0x8 (SPI_FAST_FLASH_BOOT)"),
        (.esp32c3, .software, "rst:0xc (RTC_SW_CPU_RST),boot:0xc (SPI_FAST_FLASH_BOOT)"),
        (.esp32c3, .deepSleep, "rst:0x5 (DSLEEP),boot:0xc (SPI_FAST_FLASH_BOOT)"),
        (.esp32c6, .software, "rst:0xc (SW_CPU),boot:0xc (SPI_FAST_FLASH_BOOT)"),
        (.esp32c6, .usb, "rst:0x15 (USB_UART_HPSYS),boot:0xc (SPI_FAST_FLASH_BOOT)"),
        (.esp32h2, .bootloader, "rst:0x3 (LP_SW_HPSYS),boot:0xc (SPI_FAST_FLASH_BOOT)"),
    ])
    func theROMPrintsTheReason(_ chip: ChipModel, _ reason: ResetReason, _ line: String) {
        #expect(plain(device(chip).boot(reason)).contains(line))
    }

    @Test(arguments: ChipModel.all, ResetReason.allCases)
    func everyReasonHasAWordOnEveryChip(_ chip: ChipModel, _ reason: ResetReason) {
        #expect(chip.rom.reset(reason).word != "RESET")
    }

    @Test func theInterruptedAddressIsPrintedAfterOtherResets() {
        #expect(!plain(device(.esp32s3).boot(.powerOn)).contains { $0.hasPrefix("Saved PC:") })
        #expect(plain(device(.esp32s3).boot(.software)).contains("Saved PC:0x403759ee"))
        #expect(!plain(device(.esp32).boot(.software)).contains { $0.hasPrefix("Saved PC:") })
    }

    @Test func anOldChipHasAnOldROM() {
        let device = TestDevice(DeviceConfiguration(revision: 100))
        #expect(plain(device.boot()).first == "ets Jun  8 2016 00:22:57")
    }

    @Test(arguments: [
        (ChipModel.esp32, "boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))"),
        (.esp32s3, "boot:0x0 (DOWNLOAD(USB/UART0))"), (.esp32c6, "boot:0x4 (DOWNLOAD(USB/UART0/SDIO_FEI_FEO))"),
    ])
    func theBootPinSelectsDownloadMode(_ chip: ChipModel, _ words: String) {
        let report = device(chip).core.boot(.externalPin, holdsBootPin: true)
        guard case .downloads = report.outcome else {
            Issue.record("no download mode")
            return
        }
        let lines = plain(report)
        #expect(lines.last == "waiting for download")
        #expect(lines[lines.count - 2].hasSuffix(words))
    }

    @Test(arguments: [(ChipModel.esp32, ResetReason.rtcWatchdog), (.esp32c3, .hardwareWatchdog)])
    func withoutABootloaderTheROMLoops(_ chip: ChipModel, _ reason: ResetReason) throws {
        let device = device(chip)
        try device.core.flash.preset([0xFF, 0xFF, 0xFF, 0xFF], at: chip.bootloaderOffset)
        for _ in 0..<2 {
            let report = device.boot()
            guard case .resets(reason) = report.outcome else {
                Issue.record("\(report.outcome)")
                return
            }
            #expect(plain(report).count { $0 == "invalid header: 0xffffffff" } == 8)
        }
    }

    // MARK: Line ends, colours, times

    @Test func romAndBootloaderEndLinesWithCarriageReturns() {
        let text = text(device().boot())
        #expect(text.hasPrefix("ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET)"))
        #expect(text.contains("boot: Partition Table:\u{1B}[0m\r\n"))
        #expect(text.contains("main_task: Calling app_main()\u{1B}[0m\n\nFailed to mount SPIFFS"))
        #expect(
            text.hasSuffix(
                "\n\nNodeMCU ESP32 build 2025-01-02 03:04 powered by Lua 5.3.5 [5.3-int32-singlefp] on IDF v5.1.3\n"
            )
        )
    }

    @Test func standardOutputCanTranslateLineEnds() {
        let text = text(device(.esp32, .v4_4_6).boot(), newline: "\r\n")
        #expect(
            text.hasSuffix(
                "\r\n\r\nNodeMCU ESP32 build unspecified powered by Lua 5.3.5 [5.3-int32-singlefp] on IDF v5.1.3\r\n"
            )
        )
        #expect(text.split(separator: "\r\n").allSatisfy { !$0.contains("\n") })
    }

    @Test func coloursCanBeOff() {
        #expect(!text(device().boot(), colours: false).contains("\u{1B}"))
        let line = ESPLogLine(.error, "boot", "x")
        #expect(line.rendered(milliseconds: 7) == "\u{1B}[0;31mE (7) boot: x\u{1B}[0m")
        #expect(line.rendered(milliseconds: 7, colours: false) == "E (7) boot: x")
        #expect(ESPLogLine(.warning, "a", "b").rendered(milliseconds: 0).hasPrefix("\u{1B}[0;33mW"))
        #expect(ESPLogLine(.info, "wifi", "up", isFromLibrary: true).rendered(milliseconds: 1) == "I (1) wifi:up")
    }

    @Test(arguments: IDFRelease.allCases)
    func timesGrowAndTheBannerComesWithinASecond(_ release: IDFRelease) {
        let report = device(.esp32, release).boot()
        let times = report.lines.map(\.at)
        #expect(times == times.sorted())
        #expect(times.first == .milliseconds(5))
        #expect(report.duration > .milliseconds(700), "\(report.duration)")
        #expect(report.duration < .milliseconds(1200), "\(report.duration)")
    }

    @Test func everyPartOfTheTimeIsAParameter() {
        func duration(_ change: (inout BootTiming) -> Void, table: PartitionTable = .nodeMCUDocumentation) -> Duration {
            var timing = BootTiming()
            change(&timing)
            return device(table: table, timing: timing).boot().duration
        }
        let usual = duration { _ in }
        // The times in the log also get longer, by a digit.
        func isLonger(_ other: Duration) -> Bool { abs((other - usual - .seconds(1)) / .milliseconds(1)) < 20 }
        #expect(isLonger(duration { $0.rom += .seconds(1) }))
        #expect(isLonger(duration { $0.bootloader += .seconds(1) }))
        #expect(isLonger(duration { $0.application += .seconds(1) }))
        #expect(isLonger(duration { $0.nodeMCU += .seconds(1) }))
        #expect(isLonger(duration { $0.flash.eraseSector += .seconds(1) }))
        #expect(duration { $0.verificationPerMegabyte = .seconds(1024) } > usual + .seconds(3))
        #expect(duration { $0.baud = 9600 } > usual * 4)
        #expect(duration { $0.baud = nil } < .milliseconds(700))
    }

    @Test func aLineTakesItsTimeOnTheWire() {
        let lines = device().boot().lines
        let gap = lines[1].at - lines[0].at
        #expect(gap == .seconds(1) * (("ets Jul 29 2019 12:21:46\r\n".utf8.count) * 10) / 115_200)
    }

    // MARK: File system and banner

    @Test(arguments: [
        (IDFRelease.v4_4_6, ["Failed to mount SPIFFS partition: no SPIFFS partition found"]),
        (.v5_3_2, ["Failed to mount SPIFFS partition: no SPIFFS partition found"]),
        (
            .v3_3_4,
            [
                "Mounting flash filesystem...", "Formatting file system. Please wait...",
                "*** ERROR ***: unable to format. FS might be compromised.",
                "It is advised to re-flash the NodeMCU image.",
            ]
        ),
    ])
    func aTableWithoutFileSystemIsReported(_ release: IDFRelease, _ expected: [String]) {
        let lines = plain(device(.esp32, release).boot())
        for line in expected { #expect(lines.contains(line)) }
    }

    @Test(arguments: IDFRelease.allCases)
    func anUnusedFileSystemIsFormattedOnce(_ release: IDFRelease) throws {
        let device = device(.esp32, release, table: .nodeMCUStock)
        let mounted = device.boot()
        try device.core.flash.preset([UInt8](repeating: 0xFF, count: 16), at: 0x1A_0000)
        let formatted = device.boot()
        #expect(formatted.duration > mounted.duration + .seconds(5))
        #expect(plain(formatted).contains { $0.lowercased().contains("formatting") })
        #expect(!plain(device.boot()).contains { $0.lowercased().contains("formatting") })
    }

    @Test(arguments: [
        (IDFRelease.v3_3_4, LuaBuild.lua51, "build unspecified powered by Lua 5.1.4 on SDK IDF"),
        (.v4_4_6, .lua51, "build unspecified powered by Lua 5.1.4 [5.1-doublefp] on IDF v5.1.3"),
        (.v4_4_6, .lua51Integral, "build unspecified powered by Lua 5.1.4 [5.1-integral] on IDF v5.1.3"),
        (.v5_1_3, .lua53, "build 2025-01-02 03:04 powered by Lua 5.3.5 [5.3-int32-singlefp] on IDF v5.1.3"),
        (.v5_3_2, .lua51, "build 2025-01-02 03:04 powered by Lua 5.1.4 [5.1-doublefp] on IDF v5.1.3"),
    ])
    func theBannerNamesTheFirmware(_ release: IDFRelease, _ lua: LuaBuild, _ banner: String) {
        #expect(plain(device(.esp32, release, lua: lua).boot()).last == "NodeMCU ESP32 " + banner)
    }

    @Test func theDateOfTheBannerCanBeSet() {
        #expect(
            plain(device(buildDate: "2024-10-25 00:46").boot()).last?.contains("build 2024-10-25 00:46 powered") == true
        )
        var image = SampleImage(version: "1.0.0")
        image.date = "someday"
        let odd = TestDevice(firmware: image.bytes)
        #expect(plain(odd.boot()).last?.contains("build unspecified") == true)
    }

    @Test func theFirmwareIsNamedAtItsStart() {
        let lines = plain(device(.esp32, .v5_3_2).boot())
        #expect(lines.contains("I app_init: App version:      1.0.0"))
        #expect(lines.contains("I app_init: Compile time:     Jan  2 2025 03:04:05"))
        #expect(lines.contains("I efuse_init: Chip rev:         v3.1"))
        #expect(!lines.contains { $0.contains("app_start") })
    }

    // MARK: Folding

    /// Comparisons of transcripts fold everything from the ROM's first line to the banner into `<BOOT>`.
    @Test(arguments: ChipModel.all, IDFRelease.allCases)
    func theCompleteBootIsFolded(_ chip: ChipModel, _ release: IDFRelease) throws {
        let fold =
            /[\r\n]*(?:(?:<BOOT>|ets [A-Z][a-z]{2} |ESP-ROM:)(?:(?!NodeMCU ESP32 build)[\s\S])*?)?[\r\n]+(?=NodeMCU ESP32 build )/
            .matchingSemantics(.unicodeScalar)
        for table in [PartitionTable.nodeMCUDocumentation, .nodeMCUStock] {
            for reason in [ResetReason.powerOn, .software] {
                let text = "node.restart()\n" + text(device(chip, release, table: table).boot(reason)) + "> "
                let folded = text.replacing(fold, with: "\n<BOOT>\n")
                #expect(folded.hasPrefix("node.restart()\n<BOOT>\nNodeMCU ESP32 build "), "\(folded.prefix(200))")
                #expect(folded.count { $0 == "\n" } == 3)
            }
        }
    }
}
