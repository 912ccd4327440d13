public import ESPImage
public import LuaREPL

/// The result of an upgrade, with everything that was found on the way.
public struct UpgradeResult: Sendable {
    /// How it ended.
    public enum Outcome: String, Sendable, Hashable {
        /// The new firmware runs, proven.
        case upgraded
        /// The board runs this firmware already; nothing was changed.
        case unchanged
        /// The new firmware ran and was given up again; the old one runs.
        case rolledBack = "rolled_back"
        /// A dry run: the plan was made, and nothing was changed.
        case planned
        /// The image was sent but not selected, since `mayProceed` returned `false`; the old firmware still boots.
        case staged
        /// It failed or was refused; `error` says how.
        case failed
    }

    /// How it ended.
    public var outcome: Outcome
    /// Why it failed, was refused or was rolled back.
    public var error: UpgradeError?
    /// The image.
    public var image: AppImage
    /// The board's identity, as it reported it.
    public var identity: BoardIdentity?
    /// Its slots before.
    public var before: OTAStatus?
    /// Its slots when last read.
    public var after: OTAStatus?
    /// What was planned.
    public var plan: UpgradePlan?
    /// How the transfer went.
    public var transfer: TransferReport?
    /// What was proven after the restart.
    public var proof: UpgradeProof?
    /// The warnings.
    public var warnings: [UpgradeWarning]
    /// Whether the board was seen to start, but not after a crash, once its port was open.
    package var wasStarting = false
    /// How long each phase took, in the transport's time.
    public var timings: [UpgradePhase: Duration]
    /// How long everything took.
    public var total: Duration
}
