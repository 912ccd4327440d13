/// How the bootloader of a board was built.
///
/// An update over the air never replaces it.
public struct BootloaderSettings: Sendable, Hashable {
    /// Whether it tests new applications and takes them back (`CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE`, off by default).
    public var rollback: Bool
    /// Whether it refuses applications whose secure version is below the one burnt into the chip
    /// (`CONFIG_BOOTLOADER_APP_ANTI_ROLLBACK`, off by default; needs a table without a factory slot).
    public var antiRollback: Bool

    /// Makes settings.
    public init(rollback: Bool = false, antiRollback: Bool = false) {
        self.rollback = rollback
        self.antiRollback = antiRollback
    }
}
