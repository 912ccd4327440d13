/// Why a board is restarted before its upgrade.
public enum RestartReason: String, Sendable, Hashable, CaseIterable {
    /// The bootloader prints the partition table at each reset, and nothing else tells the size of a slot.
    case readSlots = "read-slots"
    /// A firmware on trial did not start, and the record of it stands until the next reset.
    ///
    /// `esp_ota_set_boot_partition` gives the new record the number of the one in force where that names the same slot,
    /// and writes it over the record of the firmware that the board would go back to
    /// (ESP-IDF 5.1.3 `esp_ota_ops.c`, `esp_rewrite_ota_data`).
    case endTrial = "end-trial"
}
