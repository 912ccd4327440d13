extension ChipModel {
    /// The ESP32-H2.
    public static let esp32h2 = ChipModel(
        target: "esp32h2",
        name: "ESP32-H2",
        imageID: 0x0010,
        usualRevision: 1,
        builtRevisions: 0...99,
        mmuPageFollowsFlashSize: true,
        memory: ChipMemory(
            irom: 0x4200_0000..<0x4300_0000,
            drom: 0x4200_0000..<0x4300_0000,
            dram: 0x4080_0000..<0x4085_0000,
            iram: 0x4080_0000..<0x4085_0000,
            rtc: [0x5000_0000..<0x5000_1000],
            sharedAsData: 0x4080_0000..<0x4085_0000,
            sharedAsInstructions: 0x4080_0000..<0x4085_0000,
            romStackEnd: 0x4084_F380,
            bootloaderData: 0x4084_5FD0..<0x4084_AFD0,
            bootloaderLoader: 0x4083_EFD0..<0x4084_5FD0
        ),
        rom: ROMText(
            family: .esp32c6,
            banner: ["ESP-ROM:esp32h2-20221101", "Build:Nov  1 2022"],
            flashBoot: 0xC,
            downloadBoot: 0x4,
            downloadMode: "DOWNLOAD(USB/UART0)",
            savedPC: "0x4080090e",
            loading: [
                "SPIWP:0xee", "mode:DIO, clock div:1", "load:0x408460e0,len:0x1790", "load:0x4083cfd0,len:0xc74",
                "load:0x4083efd0,len:0x2bb0", "entry 0x4083cfd0",
            ],
            givesUp: "ets_main.c 331"
        ),
        heap: [
            "At 4080BD50 len 00041280 (260 KiB): DRAM",
            "At 4084CFD0 len 000023B0 (8 KiB): STACK/DRAM",
            "At 50000000 len 00000FE8 (3 KiB): RTCRAM",
        ]
    )
}
