/// Why a board is restarted before its upgrade.
public enum RestartReason: String, Sendable, Hashable, CaseIterable {
    /// The bootloader prints the partition table at each reset, and nothing else reports the size of a slot.
    case readSlots = "read-slots"
    /// Firmware on trial did not start, and its record stays in force until the next reset.
    ///
    /// If the record in force names the same slot, `esp_ota_set_boot_partition` gives the new record the same number
    /// and writes it over the record of the firmware that the board would go back to
    /// (ESP-IDF 5.1.3 `esp_ota_ops.c`, `esp_rewrite_ota_data`).
    case endTrial = "end-trial"
}
