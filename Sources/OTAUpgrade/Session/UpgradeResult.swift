public import ESPImage
public import LuaREPL

/// What an upgrade came to, with everything that was found on the way.
public struct UpgradeResult: Sendable {
    /// How it ended.
    public enum Outcome: String, Sendable, Hashable {
        /// The new firmware runs, proven.
        case upgraded
        /// The board runs this firmware already; nothing was changed.
        case unchanged
        /// The new firmware ran and was given up again; the old one runs.
        case rolledBack = "rolled_back"
        /// The plan was made and nothing done, as asked.
        case planned
        /// The image was sent and not selected, since `UpgradeSession.mayProceed` said no; the old firmware still boots.
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
    /// What the board said it is.
    public var identity: BoardIdentity?
    /// Its slots before.
    public var before: OTAStatus?
    /// Its slots when last read.
    public var after: OTAStatus?
    /// What was planned.
    public var plan: UpgradePlan?
    /// What the transfer took.
    public var transfer: TransferReport?
    /// What was proven after the restart.
    public var proof: UpgradeProof?
    /// What should be known.
    public var warnings: [UpgradeWarning]
    /// Whether the board was seen to start, and not after a crash, once its port was open.
    package var wasStarting = false
    /// How long each phase took, in the transport's time.
    public var timings: [UpgradePhase: Duration]
    /// How long everything took.
    public var total: Duration
}
