extension ChipModel {
    /// The first ESP32, revision 3.1.
    public static let esp32 = ChipModel(
        target: "esp32",
        name: "ESP32",
        imageID: 0x0000,
        cores: 2,
        bootloaderOffset: 0x1000,
        usualRevision: 301,
        builtRevisions: 0...399,
        secureVersionBits: 32,
        memory: ChipMemory(
            irom: 0x400D_0000..<0x4040_0000,
            drom: 0x3F40_0000..<0x3F80_0000,
            dram: 0x3FFA_E000..<0x4000_0000,
            iram: 0x4008_0000..<0x400A_A000,
            rtc: [0x400C_0000..<0x400C_2000, 0x3FF8_0000..<0x3FF8_2000, 0x5000_0000..<0x5000_2000],
            sharedAsData: 0x3FFE_0000..<0x4000_0000,
            sharedAsInstructions: 0x400A_0000..<0x400C_0000,
            sharedIsInverted: true,
            romStackEnd: 0x3FFE_3F20,
            bootloaderData: 0x3FFF_0000..<0x3FFF_6000,
            bootloaderLoader: 0x4007_8000..<0x4008_0000
        ),
        rom: ROMText(
            family: .esp32,
            banner: ["ets Jul 29 2019 12:21:46", ""],
            flashBoot: 0x13,
            downloadBoot: 0x3,
            downloadMode: "DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2)",
            savedPC: nil,
            loading: [
                "configsip: 0, SPIWP:0xee",
                "clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00",
                "mode:DIO, clock div:2",
                "load:0x3fff0030,len:7176",
                "load:0x40078000,len:15564",
                "ho 0 tail 12 room 4",
                "load:0x40080400,len:4",
                "load:0x40080404,len:3904",
                "entry 0x40080650",
            ],
            givesUp: "ets_main.c 371"
        ),
        heap: [
            "At 3FFAE6E0 len 00001920 (6 KiB): DRAM",
            "At 3FFB9720 len 000268E0 (154 KiB): DRAM",
            "At 3FFE0440 len 00003AE0 (14 KiB): D/IRAM",
            "At 3FFE4350 len 0001BCB0 (111 KiB): D/IRAM",
            "At 400922C4 len 0000DD3C (55 KiB): IRAM",
        ]
    )

    /// The ROM's text before a bootloader of ESP-IDF 3.3.
    static let esp32IDF3Loading = [
        "configsip: 0, SPIWP:0xee",
        "clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00",
        "mode:DIO, clock div:2",
        "load:0x3fff0018,len:4",
        "load:0x3fff001c,len:6260",
        "load:0x40078000,len:9852",
        "load:0x40080400,len:6448",
        "entry 0x4008072c",
    ]
}
