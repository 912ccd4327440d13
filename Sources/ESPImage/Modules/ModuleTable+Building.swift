extension ModuleTable {
    /// The data of firmware that has these modules: their names, those of `otaupgrade`'s functions and its error texts,
    /// and the table; a multiple of 4 bytes, and empty without modules.
    /// - Parameter address: where the chip sees the first byte.
    static func bytes(listing modules: [String], at address: UInt32) -> [UInt8] {
        guard !modules.isEmpty else { return [] }
        var texts: [UInt8] = [0]
        var places: [Int] = []
        for module in modules {
            places.append(texts.count)
            texts += Array(module.utf8) + [0]
        }
        if modules.contains("otaupgrade") { texts += otaUpgradeTexts.flatMap { Array($0.utf8) + [0] } }
        texts += [UInt8](repeating: 0, count: (4 - texts.count % 4) % 4)
        // As in real firmware, nothing follows the last entry.
        let entries = places.map { place in
            (address + UInt32(place)).littleEndianBytes + address.littleEndianBytes + tableKind.littleEndianBytes
        }
        return texts + entries.joined() + [UInt8](repeating: 0, count: 12)
    }

    /// The type of a table in read-only memory (`nodemcu-firmware dev-esp32 lua-5.3 lobject.h`, `LUA_TTBLROF`).
    private static let tableKind: UInt32 = 0x15

    /// The texts of `otaupgrade.c` in a compiled image; the names `write` and `info` are shared with other modules.
    private static let otaUpgradeTexts = [
        "commence", "complete", "accept", "rollback", "can't upgrade from unconfirmed firmware",
        "write not possible, use otaupgrade.commence() first",
    ]
}
