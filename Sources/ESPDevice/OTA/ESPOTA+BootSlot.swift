package import ESPImage

extension ESPOTA {
    /// Selects a partition to boot next.
    ///
    /// The factory partition is selected by erasing the OTA data. A slot is selected by writing the inactive record,
    /// with an erase and a program operation; the program operation makes the switch.
    /// - Throws: `validateFailed` for a partition without a valid image, `notFound` without OTA data (or without a
    ///   descriptor, if anti-rollback looks for one), `smallSecureVersion` for an image that anti-rollback refuses and
    ///   erases, `invalidArgument` for a slot after a gap in the numbers, flash errors.
    package func setBoot(_ partition: Partition) throws(DeviceFailure) {
        try validate(partition)
        guard partition.type == .app else { throw .code(.invalidArgument) }
        guard !partition.isFactory else {
            guard let otaData = partitions.otaData else { throw .code(.notFound) }
            return try erase(otaData, from: 0, count: otaData.size)
        }
        if settings.antiRollback { try refuseIfTooOld(partition) }
        try chooseSlot(Int(partition.subtype & 0xF))
    }

    /// The partition that the OTA data select; `nil` if there are none.
    package func boot() -> Partition? {
        guard let (_, records) = readRecords() else { return nil }
        let count = partitions.slotCount
        guard !records.entries.allSatisfy(OTARecords.isOut), count > 0 else { return defaultBoot() }
        guard let active = records.active else {
            say(.error, "ota data invalid, no current app. Assuming factory")
            return defaultBoot()
        }
        return partitions.slot(OTARecords.slot(of: records.entries[active], among: count))
    }

    /// The slot for the next update: the one after the running slot, the first after the last; `nil` if there is none.
    package func nextUpdate() -> Partition? {
        let slots = (0..<16).compactMap { partitions.slot($0) }
        guard let index = slots.firstIndex(of: running), index + 1 < slots.count else { return slots.first }
        return slots[index + 1]
    }

    /// The state of a slot in the first record that names it with a valid CRC, even if the other record is active.
    /// - Throws: `notSupported` for a partition that is not a slot, `notFound` for a slot that no record names.
    package func state(of partition: Partition) throws(DeviceFailure) -> OTAImageState {
        guard partition.isOTASlot else { throw .code(.notSupported) }
        let count = partitions.slotCount
        guard let (_, records) = readRecords(), count > 0 else { throw .code(.notFound) }
        let number = Int(partition.subtype & 0xF)
        let entry = records.entries.first {
            OTARecords.slot(of: $0, among: count) == number && $0.crc == OTARecords.crc(of: $0.sequence)
        }
        guard let entry else { throw .code(.notFound) }
        return entry.state
    }

    /// Reads the OTA data; logs an error if there are none.
    func readRecords() -> (partition: Partition, records: OTARecords)? {
        guard let otaData = partitions.otaData, otaData.size >= 2 * FlashGeometry.sector else {
            say(.error, "not found otadata")
            return nil
        }
        return (otaData, OTARecords(in: otaData, of: flash))
    }

    /// Rewrites one record.
    func write(_ entry: OTASelectEntry, at index: Int, of otaData: Partition) throws(DeviceFailure) {
        try erase(otaData, from: index * FlashGeometry.sector, count: FlashGeometry.sector)
        try program(entry.bytes, into: otaData, at: index * FlashGeometry.sector)
    }

    private func chooseSlot(_ number: Int) throws(DeviceFailure) {
        guard let (otaData, records) = readRecords() else { throw .code(.notFound) }
        let count = partitions.slotCount
        guard number < count else { throw .code(.invalidArgument) }
        guard !board.bootSwitchFails else { throw .code(.flashOperationFailed) }
        let active = records.active
        let sequence = active.map {
            Self.sequence(for: number, among: count, from: records.entries[$0].sequence)
        }
        let index = active.map { 1 - $0 } ?? 0
        var entry = records.entries[index]
        entry.sequence = sequence ?? UInt32(number) + 1
        entry.crc = OTARecords.crc(of: entry.sequence)
        entry.state = settings.rollback ? .new : .undefined
        try write(entry, at: index, of: otaData)
    }

    /// The smallest sequence number that selects the slot and is not below the active one.
    private static func sequence(for slot: Int, among count: Int, from current: UInt32) -> UInt32 {
        let least = (slot + 1) % count
        let rounds = max(0, Int(current) - least + count - 1) / count
        return UInt32(truncatingIfNeeded: least + rounds * count)
    }

    private func refuseIfTooOld(_ partition: Partition) throws(DeviceFailure) {
        guard let description = AppDescription(in: partition, of: flash) else { throw .code(.notFound) }
        guard !board.allows(secureVersion: description.secureVersion) else { return }
        say(
            .error,
            "This a new partition can not be booted due to a secure version is lower than stored in efuse. "
                + "Partition will be erased."
        )
        try erase(partition, from: 0, count: partition.size)
        throw .code(.smallSecureVersion)
    }

    private func defaultBoot() -> Partition? {
        let candidates =
            [partitions.first(.app, 0x00)] + (0..<16).map { partitions.slot($0) }
            + [partitions.first(.app, 0x20)]
        guard let partition = candidates.compactMap(\.self).first else {
            say(.error, "invalid partition table, no app partitions")
            return nil
        }
        return partition
    }
}
