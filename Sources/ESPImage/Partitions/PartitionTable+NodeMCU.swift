extension PartitionTable {
    /// The table with two OTA slots that NodeMCU's documentation gives (`docs/modules/otaupgrade.md`).
    public static let nodeMCUDocumentation = PartitionTable([
        Partition(name: "nvs", type: .data, subtype: 0x02, offset: 0x9000, size: 0x5000),
        Partition(name: "otadata", type: .data, subtype: 0x00, offset: 0xE000, size: 0x2000),
        Partition(name: "ota_0", type: .app, subtype: 0x10, offset: 0x10000, size: 0x130000),
        Partition(name: "ota_1", type: .app, subtype: 0x11, offset: 0x140000, size: 0x130000),
    ])

    /// The table of an unmodified NodeMCU build (`dev-esp32 components/platform/partitions.csv`): it has no OTA
    /// slots, so `otaupgrade` cannot work on such a board.
    public static let nodeMCUStock = PartitionTable([
        Partition(name: "nvs", type: .data, subtype: 0x02, offset: 0x9000, size: 0x6000),
        Partition(name: "phy_init", type: .data, subtype: 0x01, offset: 0xF000, size: 0x1000),
        Partition(name: "factory", type: .app, subtype: 0x00, offset: 0x10000, size: 0x180000),
        Partition(name: "lfs", type: .nodeMCU, subtype: 0x01, offset: 0x190000, size: 0x10000),
        Partition(name: "storage", type: .data, subtype: 0x82, offset: 0x1A0000, size: 0x70000),
    ])
}
