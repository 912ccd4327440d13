import ESPImage

extension PartitionTable {
    /// A table of small slots, which are quick to erase and to verify.
    static func small(slots: Int, hasFactory: Bool, slotSize: Int) throws -> PartitionTable {
        var rows = ["nvs,data,nvs,0x9000,0x5000", "otadata,data,ota,0xe000,0x2000"]
        var offset = 0x1_0000
        for name in (hasFactory ? ["factory"] : []) + (0..<slots).map({ "ota_\($0)" }) {
            rows.append("\(name),app,\(name),0x\(String(offset, radix: 16)),0x\(String(slotSize, radix: 16))")
            offset += slotSize
        }
        return try PartitionTable(csv: rows.joined(separator: "\n"))
    }
}
