public import ESPImage

/// What an upgrade is allowed to do, and how the new firmware is judged.
public struct UpgradeOptions: Sendable, Hashable {
    /// Whether an older version, or one with a lower secure version, may replace the running one.
    public var allowsDowngrade = false
    /// Whether firmware without `otaupgrade` may replace the running one; no upgrade over the console can follow.
    public var allowsLastUpgrade = false
    /// Whether firmware that the board already runs is sent again.
    public var isForced = false
    /// Whether to refuse a board that cannot roll back automatically.
    public var requiresRollback = false
    /// Whether the new firmware is accepted once it is proven; otherwise it stays on trial.
    public var accepts = true
    /// Whether to stop after the plan.
    public var isDryRun = false
    /// Whether the board may be restarted before the upgrade if a decision requires it (`RestartReason`).
    public var mayRestartFirst = true
    /// Whether opening the port is known to reset the board, from its profile or from an earlier attempt of this run.
    ///
    /// A board that was just plugged in looks the same: it also starts when its port is opened.
    package var openingResets = false
    /// The chip that the board must have, if it can report its chip; `nil` requires the image's chip.
    public var expectedChip: Chip?
    /// The SHA-256 that the image file must have, in hexadecimal.
    public var expectedSHA256: String?
    /// Lua that must return true on the new firmware: an expression, or a chunk with `return`.
    public var check: [UInt8]?
    /// How long the check may take.
    public var checkTimeout = Duration.seconds(30)
    /// The line rate of the transfer alone.
    public var transferBaud = TransferBaud.automatic
    /// The transfer method; `nil` chooses by the board's console.
    public var method: TransferMethod?
    /// Whether the image may be compressed if that is faster.
    public var compresses = true
    /// Whether to compress the image even if that is slower, as over a link that takes no time; for fault tests.
    package var prefersCompression = false
    /// The most lines in flight; `nil` uses as many as the console can buffer, 1 waits for each acknowledgement.
    public var window: Int?
    /// How long each phase may take.
    public var limits = UpgradeLimits()

    /// Makes the default options.
    public init() {}
}
