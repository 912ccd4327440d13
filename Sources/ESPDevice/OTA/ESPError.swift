/// The ESP-IDF errors that the board's code can return.
package enum ESPError: String, Sendable, Hashable, CaseIterable {
    /// ESP_FAIL
    case failed = "ESP_FAIL"
    /// No memory for the state of an update.
    case noMemory = "ESP_ERR_NO_MEM"
    /// An invalid argument: an unknown handle, an update without data, a partition that is not an OTA slot.
    case invalidArgument = "ESP_ERR_INVALID_ARG"
    /// The function is not allowed in this state.
    case invalidState = "ESP_ERR_INVALID_STATE"
    /// Beyond the end of the partition.
    case invalidSize = "ESP_ERR_INVALID_SIZE"
    /// Not found: a handle, a partition, a record of the OTA data, an application descriptor.
    case notFound = "ESP_ERR_NOT_FOUND"
    /// Not supported for this kind of partition.
    case notSupported = "ESP_ERR_NOT_SUPPORTED"
    /// A timeout.
    case timedOut = "ESP_ERR_TIMEOUT"
    /// The slot is the running one.
    case partitionConflict = "ESP_ERR_OTA_PARTITION_CONFLICT"
    /// Documented, but returned by none of the known versions.
    case selectInfoInvalid = "ESP_ERR_OTA_SELECT_INFO_INVALID"
    /// The image is invalid.
    case validateFailed = "ESP_ERR_OTA_VALIDATE_FAILED"
    /// The image's secure version is below the one in the eFuses.
    case smallSecureVersion = "ESP_ERR_OTA_SMALL_SEC_VER"
    /// There is nothing to roll back to.
    case rollbackFailed = "ESP_ERR_OTA_ROLLBACK_FAILED"
    /// The running firmware has not been accepted yet.
    case rollbackInvalidState = "ESP_ERR_OTA_ROLLBACK_INVALID_STATE"
    /// The flash operation failed.
    case flashOperationFailed = "ESP_ERR_FLASH_OP_FAIL"
    /// The flash operation timed out.
    case flashOperationTimedOut = "ESP_ERR_FLASH_OP_TIMEOUT"

    /// The number, as log lines show it.
    ///
    /// Source: ESP-IDF 3.3.4 and 5.1.3 `esp_err.h`, `esp_ota_ops.h`, `esp_spi_flash.h`.
    package func code(in release: IDFRelease) -> Int32 {
        let flashBase: Int32 = release == .v3_3_4 ? 0x10010 : 0x6000
        return switch self {
        case .failed: -1
        case .noMemory: 0x101
        case .invalidArgument: 0x102
        case .invalidState: 0x103
        case .invalidSize: 0x104
        case .notFound: 0x105
        case .notSupported: 0x106
        case .timedOut: 0x107
        case .partitionConflict: 0x1501
        case .selectInfoInvalid: 0x1502
        case .validateFailed: 0x1503
        case .smallSecureVersion: 0x1504
        case .rollbackFailed: 0x1505
        case .rollbackInvalidState: 0x1506
        case .flashOperationFailed: flashBase + 1
        case .flashOperationTimedOut: flashBase + 2
        }
    }
}
