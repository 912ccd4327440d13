/// The build settings of a board's firmware that affect updates.
///
/// An image does not contain them.
package struct ApplicationSettings: Sendable, Hashable {
    /// Whether new images are put on trial, and an update is refused while the running image is on trial
    /// (`CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE`, `CONFIG_APP_ROLLBACK_ENABLE` in ESP-IDF 3).
    package var rollback: Bool
    /// Whether images with a secure version below the one in the eFuses are refused and erased.
    package var antiRollback: Bool

    /// Makes settings.
    package init(rollback: Bool = false, antiRollback: Bool = false) {
        self.rollback = rollback
        self.antiRollback = antiRollback
    }
}
