/// What an upgrade is about to do, decided before anything on the board is changed.
public struct UpgradePlan: Sendable, Hashable {
    /// The slot that runs now.
    public var from: String
    /// The slot that the image is written to.
    public var to: String
    /// The version that runs now; `nil` if it is unknown.
    public var runningVersion: String?
    /// The image's version; `nil` if it has no descriptor.
    public var imageVersion: String?
    /// The image's size in bytes.
    public var imageSize: Int
    /// The size of the target slot in bytes; `nil` if the bootloader did not report it.
    public var slotSize: Int?
    /// Whether the board rolls back automatically if the new firmware is not accepted; `nil` while that is unknown.
    ///
    /// The board shows it only after `complete()`: the new slot is `new` with rollback and `undefined` without.
    public var canRollBack: Bool?
    /// What cannot be proven, or what the user should know before the upgrade.
    public var warnings: [UpgradeWarning]
    /// Why the board would be restarted before anything is erased; set only in a dry run.
    public var restartsFirst: RestartReason?
    /// Whether the image is already on the board, on trial: nothing is sent, and the firmware is checked and accepted.
    public var resumes = false
}
