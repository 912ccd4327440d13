public import ESPImage

extension PartitionTable {
    /// A table with `count` slots of the size in NodeMCU's documentation: `ota_0` and up, optionally after a factory
    /// slot.
    public static func slots(_ count: Int, factory: Bool = false) -> PartitionTable {
        let size = 0x13_0000
        let names: [(name: String, subtype: UInt8)] =
            (factory ? [("factory", 0x00)] : []) + (0..<count).map { ("ota_\($0)", 0x10 + UInt8($0)) }
        let slots = names.enumerated().map { index, slot in
            Partition(name: slot.name, type: .app, subtype: slot.subtype, offset: 0x1_0000 + index * size, size: size)
        }
        return PartitionTable(
            [
                Partition(name: "nvs", type: .data, subtype: 0x02, offset: 0x9000, size: 0x5000),
                Partition(name: "otadata", type: .data, subtype: 0x00, offset: 0xE000, size: 0x2000),
            ] + slots
        )
    }
}
