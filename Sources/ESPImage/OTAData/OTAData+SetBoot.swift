extension OTAData {
    /// One record to be written: its sector is erased, then its 32 bytes are programmed.
    package struct Write: Sendable, Hashable {
        /// Which record: 0 or 1.
        package var index: Int
        /// What it becomes.
        package var entry: OTASelectEntry

        /// Makes a write.
        package init(index: Int, entry: OTASelectEntry) {
            self.index = index
            self.entry = entry
        }
    }

    /// What `esp_ota_set_boot_partition` writes to make `slot` the one that boots next.
    ///
    /// With an active record, the other one gets the smallest sequence number that is not below the active one and
    /// chooses the slot (the same number, if the active one already chooses it). Without one, record 0 gets
    /// `slot + 1`.
    /// - Parameters:
    ///   - slot: the number of the OTA slot.
    ///   - slots: how many there are: `PartitionTable.contiguousOTASlotCount`.
    ///   - state: `new` if the application has rollback support, otherwise `undefined`.
    /// - Returns: `nil` if there is no such slot (the device answers ESP_ERR_INVALID_ARG).
    package func settingBoot(slot: Int, of slots: Int, state: OTAImageState) -> Write? {
        guard slots > 0, (0..<slots).contains(slot) else { return nil }
        guard let active else {
            return Write(index: 0, entry: OTASelectEntry(sequence: UInt32(slot) + 1, state: state))
        }
        let current = Int(self[active].sequence)
        let remainder = (slot + 1) % slots
        let rounds = max(0, current - remainder + slots - 1) / slots
        let sequence = UInt32(truncatingIfNeeded: remainder + rounds * slots)
        return Write(index: 1 - active, entry: OTASelectEntry(sequence: sequence, state: state))
    }

    /// The data after a write that was not interrupted.
    package func applying(_ write: Write) -> OTAData {
        var data = self
        data[write.index] = write.entry
        return data
    }
}
