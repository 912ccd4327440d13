/// How the firmware of a board was built, as far as updates go.
///
/// Nothing in an image tells.
public struct ApplicationSettings: Sendable, Hashable {
    /// Whether new images are written to be tested, and an update from an image under test is refused
    /// (`CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE`, `CONFIG_APP_ROLLBACK_ENABLE` in ESP-IDF 3).
    public var rollback: Bool
    /// Whether images with a secure version below the one burnt into the chip are refused and erased.
    public var antiRollback: Bool

    /// Makes settings.
    public init(rollback: Bool = false, antiRollback: Bool = false) {
        self.rollback = rollback
        self.antiRollback = antiRollback
    }
}
