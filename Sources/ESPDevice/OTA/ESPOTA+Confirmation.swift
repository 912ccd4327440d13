import ESPImage

extension ESPOTA {
    /// Marks the image of the active record as valid, which is not necessarily the running one.
    ///
    /// Nothing is written if it is already marked so.
    /// - Throws: `notFound` without OTA data, `failed` if no record is active or there are no slots, flash errors, and
    ///   the errors of raising the secure version.
    package func markValid() throws(DeviceFailure) {
        let (otaData, index, found) = try recordInForce()
        guard found.state != .valid else { return }
        var entry = found
        entry.state = .valid
        try write(entry, at: index, of: otaData)
        guard settings.antiRollback else { return }
        guard let description = AppDescription(in: running, of: flash) else { throw .code(.notFound) }
        try board.raise(secureVersion: description.secureVersion)
    }

    /// Marks the image of the active record as invalid.
    ///
    /// The firmware restarts when this returns.
    /// - Throws: the same as `markValid()`; `rollbackFailed` if there is nothing to roll back to.
    package func markInvalid() throws(DeviceFailure) {
        let (otaData, index, found) = try recordInForce()
        guard canRollBack() else {
            say(.error, "Rollback is not possible, do not have any suitable apps in slots")
            throw .code(.rollbackFailed)
        }
        var entry = found
        entry.state = .invalid
        try write(entry, at: index, of: otaData)
        say(.info, "Rollback to previously worked partition. Restart.")
    }

    private func recordInForce() throws(DeviceFailure) -> (Partition, Int, OTASelectEntry) {
        guard let (otaData, records) = readRecords() else { throw .code(.notFound) }
        guard let active = records.active, partitions.slotCount > 0 else {
            say(.error, "Running firmware is factory")
            throw .code(.failed)
        }
        return (otaData, active, records.entries[active])
    }

    /// Whether something would boot without the active record: the other record's slot, or the factory image.
    private func canRollBack() -> Bool {
        let count = partitions.slotCount
        guard let (_, records) = readRecords(), count > 0, let active = records.active else { return false }
        let other = records.entries[1 - active]
        guard OTARecords.counts(other) else {
            guard !settings.antiRollback, let factory = partitions.first(.app, 0x00) else { return false }
            return isBootable(factory)
        }
        guard let partition = partitions.slot(OTARecords.slot(of: other, among: count)), isBootable(partition) else {
            return false
        }
        guard settings.antiRollback else { return true }
        return AppDescription(in: partition, of: flash).map { board.allows(secureVersion: $0.secureVersion) } ?? false
    }

    private func isBootable(_ partition: Partition) -> Bool {
        do {
            try validate(partition, silently: true)
            return true
        } catch {
            return false
        }
    }
}
