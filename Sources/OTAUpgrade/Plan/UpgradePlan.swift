/// What an upgrade is about to do, decided before anything on the board is changed.
public struct UpgradePlan: Sendable, Hashable {
    /// The slot that runs now.
    public var from: String
    /// The slot that takes the image.
    public var to: String
    /// The version that runs now, where it is known.
    public var runningVersion: String?
    /// The image's version, where it has a descriptor.
    public var imageVersion: String?
    /// The image's size in bytes.
    public var imageSize: Int
    /// The size of the target slot in bytes, where the bootloader told it.
    public var slotSize: Int?
    /// Whether the board goes back by itself if the new firmware is not accepted; `nil` while that is not known.
    ///
    /// The board shows it only after `complete()`: the new slot is `new` with rollback and `undefined` without.
    public var canRollBack: Bool?
    /// What cannot be proven, or should be known before going on.
    public var warnings: [UpgradeWarning]
    /// Why the board is restarted before anything is erased; only in a plan that is not carried out.
    public var restartsFirst: RestartReason?
    /// Whether the image is on the board already, on trial: nothing is sent, and the firmware is judged and accepted.
    public var resumes = false
}
