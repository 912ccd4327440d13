extension ChipModel {
    /// The ESP32-C2 (ESP8684).
    public static let esp32c2 = ChipModel(
        target: "esp32c2",
        name: "ESP32-C2",
        imageID: 0x000C,
        usualRevision: 102,
        builtRevisions: 100...199,
        mmuPageFollowsFlashSize: true,
        memory: ChipMemory(
            irom: 0x4200_0000..<0x4240_0000,
            drom: 0x3C00_0000..<0x3C40_0000,
            dram: 0x3FCA_0000..<0x3FCE_0000,
            iram: 0x4037_C000..<0x403C_0000,
            rtc: [],
            sharedAsData: 0x3FCA_0000..<0x3FCE_0000,
            sharedAsInstructions: 0x4038_0000..<0x403C_0000,
            romStackEnd: 0x3FCD_EB70,
            bootloaderData: 0x3FCD_5B70..<0x3FCD_AB70,
            bootloaderLoader: 0x403A_EB70..<0x403B_5B70
        ),
        rom: ROMText(
            family: .esp32c3,
            banner: ["ESP-ROM:esp8684-api2-20220127", "Build:Jan 27 2022"],
            flashBoot: 0xC,
            downloadBoot: 0x5,
            downloadMode: "DOWNLOAD(UART0)",
            savedPC: "0x4038132a",
            loading: [
                "SPIWP:0xee", "mode:DIO, clock div:1", "load:0x3fcd5c80,len:0x16b0", "load:0x403acb70,len:0x8d8",
                "load:0x403aeb70,len:0x2bc4", "entry 0x403acb70",
            ],
            givesUp: "ets_main.c 325"
        ),
        heap: ["At 3FCAD7A0 len 00020B00 (130 KiB): DRAM", "At 3FCDCB70 len 00002950 (10 KiB): STACK/DRAM"]
    )

    /// The ESP32-C3.
    public static let esp32c3 = ChipModel(
        target: "esp32c3",
        name: "ESP32-C3",
        imageID: 0x0005,
        usualRevision: 4,
        builtRevisions: 3...199,
        memory: ChipMemory(
            irom: 0x4200_0000..<0x4280_0000,
            drom: 0x3C00_0000..<0x3C80_0000,
            dram: 0x3FC8_0000..<0x3FCE_0000,
            iram: 0x4037_C000..<0x403E_0000,
            rtc: [0x5000_0000..<0x5000_2000],
            sharedAsData: 0x3FC8_0000..<0x3FCE_0000,
            sharedAsInstructions: 0x4038_0000..<0x403E_0000,
            romStackEnd: 0x3FCD_E710,
            bootloaderData: 0x3FCD_5710..<0x3FCD_A710,
            bootloaderLoader: 0x403C_E710..<0x403D_5710
        ),
        rom: ROMText(
            family: .esp32c3,
            banner: ["ESP-ROM:esp32c3-api1-20210207", "Build:Feb  7 2021"],
            flashBoot: 0xC,
            downloadBoot: 0x5,
            downloadMode: "DOWNLOAD(USB/UART0)",
            savedPC: "0x40381206",
            loading: [
                "SPIWP:0xee", "mode:DIO, clock div:1", "load:0x3fcd5820,len:0x1710", "load:0x403cc710,len:0x968",
                "load:0x403ce710,len:0x3020", "entry 0x403cc710",
            ],
            givesUp: "ets_main.c 333"
        ),
        heap: [
            "At 3FC8F830 len 000307D0 (193 KiB): DRAM",
            "At 3FCC0000 len 0001C710 (113 KiB): DRAM",
            "At 3FCDC710 len 00002950 (10 KiB): STACK/DRAM",
            "At 50000018 len 00001FD0 (7 KiB): RTCRAM",
        ]
    )

    /// The ESP32-C6.
    public static let esp32c6 = ChipModel(
        target: "esp32c6",
        name: "ESP32-C6",
        imageID: 0x000D,
        usualRevision: 1,
        builtRevisions: 0...99,
        mmuPageFollowsFlashSize: true,
        memory: ChipMemory(
            irom: 0x4200_0000..<0x4300_0000,
            drom: 0x4200_0000..<0x4300_0000,
            dram: 0x4080_0000..<0x4088_0000,
            iram: 0x4080_0000..<0x4088_0000,
            rtc: [0x5000_0000..<0x5000_4000],
            sharedAsData: 0x4080_0000..<0x4088_0000,
            sharedAsInstructions: 0x4080_0000..<0x4088_0000,
            romStackEnd: 0x4087_E610,
            bootloaderData: 0x4087_5610..<0x4087_A610,
            bootloaderLoader: 0x4086_E610..<0x4087_5610
        ),
        rom: ROMText(
            family: .esp32c6,
            banner: ["ESP-ROM:esp32c6-20220919", "Build:Sep 19 2022"],
            flashBoot: 0xC,
            downloadBoot: 0x4,
            downloadMode: "DOWNLOAD(USB/UART0/SDIO_FEI_FEO)",
            savedPC: "0x4001975a",
            loading: [
                "SPIWP:0xee", "mode:DIO, clock div:2", "load:0x40875720,len:0x1804", "load:0x4086c410,len:0xd34",
                "load:0x4086e610,len:0x2dd8", "entry 0x4086c410",
            ],
            givesUp: "ets_main.c 331"
        ),
        heap: [
            "At 4080D7A0 len 0006EE70 (443 KiB): DRAM",
            "At 4087C610 len 00002F54 (11 KiB): STACK/DRAM",
            "At 50000000 len 00003FE8 (15 KiB): RTCRAM",
        ]
    )
}
