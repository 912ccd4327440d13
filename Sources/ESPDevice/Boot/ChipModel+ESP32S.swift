extension ChipModel {
    /// The ESP32-S2.
    public static let esp32s2 = ChipModel(
        target: "esp32s2",
        name: "ESP32-S2",
        imageID: 0x0002,
        bootloaderOffset: 0x1000,
        usualRevision: 100,
        builtRevisions: 0...199,
        memory: ChipMemory(
            irom: 0x4008_0000..<0x4080_0000,
            drom: 0x3F00_0000..<0x3FF8_0000,
            dram: 0x3FFB_0000..<0x4000_0000,
            iram: 0x4002_0000..<0x4007_0000,
            rtc: [0x4007_0000..<0x4007_2000, 0x3FF9_E000..<0x3FFA_0000, 0x5000_0000..<0x5000_2000],
            sharedAsData: 0x3FFB_0000..<0x4000_0000,
            sharedAsInstructions: 0x4002_0000..<0x4007_0000,
            romStackEnd: 0x3FFF_E70C,
            bootloaderData: 0x3FFE_6000..<0x3FFE_AB00,
            bootloaderLoader: 0x4004_F000..<0x4005_6000
        ),
        rom: ROMText(
            family: .esp32s2,
            banner: ["ESP-ROM:esp32s2-rc4-20191025", "Build:Oct 25 2019"],
            flashBoot: 0x8,
            downloadBoot: 0x1,
            downloadMode: "DOWNLOAD(USB/UART0/1/SPI)",
            savedPC: nil,
            loading: [
                "SPIWP:0xee", "mode:DIO, clock div:1", "load:0x3ffe6110,len:0x16d4", "load:0x4004c000,len:0xab0",
                "load:0x4004f000,len:0x3138", "entry 0x4004c18c",
            ],
            givesUp: "ets_main.c 333"
        ),
        heap: [
            "At 3FFC6D20 len 000352E0 (212 KiB): DRAM",
            "At 3FFFC000 len 00003A10 (14 KiB): DRAM",
            "At 3FF9E01C len 00001FCC (7 KiB): RTCRAM",
        ]
    )

    /// The ESP32-S3.
    public static let esp32s3 = ChipModel(
        target: "esp32s3",
        name: "ESP32-S3",
        imageID: 0x0009,
        cores: 2,
        usualRevision: 2,
        builtRevisions: 0...99,
        memory: ChipMemory(
            irom: 0x4200_0000..<0x4400_0000,
            drom: 0x3C00_0000..<0x3E00_0000,
            dram: 0x3FC8_8000..<0x3FD0_0000,
            iram: 0x4037_0000..<0x403E_0000,
            rtc: [0x600F_E000..<0x6010_0000, 0x5000_0000..<0x5000_2000],
            sharedAsData: 0x3FC8_8000..<0x3FCF_0000,
            sharedAsInstructions: 0x4037_8000..<0x403E_0000,
            romStackEnd: 0x3FCE_B710,
            bootloaderData: 0x3FCE_3700..<0x3FCE_7700,
            bootloaderLoader: 0x403C_C700..<0x403D_3700
        ),
        rom: ROMText(
            family: .esp32c3,
            banner: ["ESP-ROM:esp32s3-20210327", "Build:Mar 27 2021"],
            flashBoot: 0x8,
            downloadBoot: 0x0,
            downloadMode: "DOWNLOAD(USB/UART0)",
            savedPC: "0x403759ee",
            loading: [
                "SPIWP:0xee", "mode:DIO, clock div:1", "load:0x3fce3810,len:0x178c", "load:0x403c9700,len:0x4",
                "load:0x403c9704,len:0xcb8", "load:0x403cc700,len:0x2d9c", "entry 0x403c9914",
            ],
            givesUp: "ets_main.c 329"
        ),
        heap: [
            "At 3FC95948 len 00053DC8 (335 KiB): DRAM",
            "At 3FCE9710 len 00005724 (21 KiB): STACK/DRAM",
            "At 600FE010 len 00001FD8 (7 KiB): RTCRAM",
        ]
    )
}
