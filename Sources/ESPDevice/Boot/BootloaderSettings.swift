/// The build settings of a board's bootloader.
///
/// An OTA update never replaces the bootloader.
package struct BootloaderSettings: Sendable, Hashable {
    /// Whether it puts new applications on trial and rolls them back (`CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE`, off by
    /// default).
    package var rollback: Bool
    /// Whether it refuses applications with a secure version below the one in the eFuses
    /// (`CONFIG_BOOTLOADER_APP_ANTI_ROLLBACK`, off by default; requires a table without a factory slot).
    package var antiRollback: Bool

    /// Makes settings.
    package init(rollback: Bool = false, antiRollback: Bool = false) {
        self.rollback = rollback
        self.antiRollback = antiRollback
    }
}
