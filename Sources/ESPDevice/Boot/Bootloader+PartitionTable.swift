import ESPImage

extension Bootloader {
    /// Reads and logs the partition table, and stores what booting needs.
    /// - Returns: whether the table is usable.
    mutating func loadPartitionTable() -> Bool {
        let table: DevicePartitions
        do {
            table = try DevicePartitions(verifying: flash)
        } catch {
            steps.append(.log(ESPLogLine(.error, "flash_parts", error.text)))
            return false
        }
        say(.info, "Partition Table:")
        say(.info, "## Label            Usage          Type ST Offset   Length")
        for (index, partition) in table.all.enumerated() {
            let usage = note(partition)
            let (type, subtype) = (Printf.x(partition.type.rawValue, width: 2), Printf.x(partition.subtype, width: 2))
            let (offset, size) = (Printf.x(partition.offset, width: 8), Printf.x(partition.size, width: 8))
            let label = Printf.s(partition.name, leftIn: 16)
            say(
                .info,
                "\(Printf.d(index, width: 2)) \(label) \(Printf.s(usage, leftIn: 16)) \(type) \(subtype) \(offset) \(size)"
            )
        }
        say(.info, "End of partition table")
        return true
    }

    /// Stores a partition that booting needs, and returns its usage for the log.
    private mutating func note(_ partition: Partition) -> String {
        switch (partition.type, partition.subtype) {
        case (.app, 0x00):
            factory = partition
            return "factory app"
        case (.app, 0x20):
            test = partition
            return "test app"
        case (.app, 0x10..<0x20):
            slots[Int(partition.subtype & 0xF)] = partition
            slotCount += 1
            return "OTA app"
        case (.app, _): return "Unknown app"
        case (.data, 0x00):
            otaData = partition
            return "OTA data"
        case (.data, 0x01): return "RF data"
        case (.data, 0x02): return "WiFi data"
        case (.data, 0x04): return "NVS keys"
        case (.data, 0x05): return "efuse"
        case (.data, _): return "Unknown data"
        default: return "unknown"
        }
    }
}
