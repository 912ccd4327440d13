import ESPImage

extension Bootloader {
    /// The index of the partition to start; `nil` if the OTA data are unusable.
    mutating func selectPartition() throws(PowerLoss) -> Int? {
        guard let otaData else { return Self.factoryIndex }
        guard otaData.size >= 2 * FlashGeometry.sector else {
            let least = verifier.release == .v3_3_4 ? OTASelectEntry.size : 2 * FlashGeometry.sector
            say(.error, "ota_info partition size \(otaData.size) is too small (minimum \(least) bytes)")
            return nil
        }
        var records = OTARecords(in: otaData, of: flash)
        if settings.rollback {
            for index in 0..<2 where records.entries[index].state == .pendingVerify {
                records.entries[index].state = .aborted
                try write(records.entries[index], at: index)
            }
        }
        return settings.antiRollback
            ? try selectWithAntiRollback(&records)
            : try selectByState(&records)
    }

    private mutating func selectByState(_ records: inout OTARecords) throws(PowerLoss) -> Int {
        guard !records.entries.allSatisfy(OTARecords.isOut), slotCount > 0 else {
            guard factory == nil else {
                say(.info, "Defaulting to factory image")
                return Self.factoryIndex
            }
            say(.info, "No factory image, trying OTA 0")
            recordsAreInitial = records.entries.allSatisfy(OTARecords.isInitial)
            return 0
        }
        return try select(records.active, of: &records)
    }

    private mutating func selectWithAntiRollback(_ records: inout OTARecords) throws(PowerLoss) -> Int {
        say(.info, "Enabled a check secure version of app for anti rollback")
        say(.info, "Secure version (from eFuse) = \(efuses.secureVersion)")
        guard !records.entries.allSatisfy(OTARecords.isInitial) else {
            say(.info, "otadata[0..1] in initial state")
            recordsAreInitial = true
            return Self.factoryIndex
        }
        guard slotCount > 0 else { return try select(nil, of: &records) }
        var mayRun = [false, false]
        for (index, entry) in records.entries.enumerated() where OTARecords.counts(entry) {
            mayRun[index] = isNewEnough(slots[OTARecords.slot(of: entry, among: slotCount)])
        }
        return try select(records.newest(among: mayRun), of: &records)
    }

    /// Selects the slot of the active record, and puts a new application on trial.
    private mutating func select(_ active: Int?, of records: inout OTARecords) throws(PowerLoss) -> Int {
        guard let active else {
            say(
                .error,
                factory != nil
                    ? "ota data partition invalid, falling back to factory"
                    : "ota data partition invalid and no factory, will try all partitions"
            )
            return Self.factoryIndex
        }
        let slot = OTARecords.slot(of: records.entries[active], among: slotCount)
        if settings.rollback, records.entries[active].state == .new {
            records.entries[active].state = .pendingVerify
            try write(records.entries[active], at: active)
        }
        if settings.antiRollback, records.entries[active].state == .valid { burnSecureVersion(of: slots[slot]) }
        return slot
    }
}
