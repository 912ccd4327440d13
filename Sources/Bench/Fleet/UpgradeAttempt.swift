public import OTAUpgrade
public import TransportCore

/// One try at the upgrade of a board.
public struct UpgradeAttempt: Sendable {
    /// What was done before it; `nil` for the first.
    public var recovery: RecoveryAction?
    /// Where the board was found; `nil` where it was not.
    public var address: TransportAddress?
    /// What the session came to; `nil` where there was none.
    public var result: UpgradeResult?
    /// Why it failed; `nil` where it did not.
    public var error: UpgradeError?

    /// Makes an attempt from its facts.
    public init(
        recovery: RecoveryAction? = nil,
        address: TransportAddress? = nil,
        result: UpgradeResult? = nil,
        error: UpgradeError? = nil
    ) {
        self.recovery = recovery
        self.address = address
        self.result = result
        self.error = error
    }
}
