public import ESPImage

/// What an upgrade may do, and how it is to be judged.
public struct UpgradeOptions: Sendable, Hashable {
    /// Whether an older version, or one with a lower secure version, may replace the running one.
    public var allowsDowngrade = false
    /// Whether firmware without `otaupgrade` may replace the running one, after which nothing is upgraded over the console.
    public var allowsLastUpgrade = false
    /// Whether firmware is sent that the board runs already.
    public var isForced = false
    /// Whether a board that cannot go back by itself is refused.
    public var requiresRollback = false
    /// Whether the new firmware is accepted once it is proven; otherwise it stays on trial.
    public var accepts = true
    /// Whether to stop after the plan.
    public var isDryRun = false
    /// Whether the board may be restarted before the upgrade, where something cannot be decided otherwise
    /// (`RestartReason`).
    public var mayRestartFirst = true
    /// Whether opening the port is known to reset the board: by its profile, or since it was seen to before in this run.
    ///
    /// A board that happens to start when its port is opened, as one that was just plugged in, shows the same.
    package var openingResets = false
    /// The chip that the board must have, where it can tell; `nil` takes the one of the image.
    public var expectedChip: Chip?
    /// The SHA-256 that the image file must have, in hexadecimal.
    public var expectedSHA256: String?
    /// Lua that must return true on the new firmware: an expression, or a chunk with `return`.
    public var check: [UInt8]?
    /// How long the check may take.
    public var checkTimeout = Duration.seconds(30)
    /// The line rate of the transfer alone.
    public var transferBaud = TransferBaud.automatic
    /// How the image goes; `nil` chooses by the board's console.
    public var method: TransferMethod?
    /// Whether the image may go compressed, where that is faster.
    public var compresses = true
    /// Whether it goes compressed even if that is slower, as over a link that costs no time; for trying what may go wrong.
    package var prefersCompression = false
    /// The most lines in flight; `nil` takes what the console can buffer, and one waits for each acknowledgement.
    public var window: Int?
    /// How long each phase may take.
    public var limits = UpgradeLimits()

    /// Makes the default options.
    public init() {}
}
