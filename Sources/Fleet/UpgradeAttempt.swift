public import OTAUpgrade
public import TransportCore

/// One attempt to upgrade a board.
public struct UpgradeAttempt: Sendable {
    /// The recovery action before it; `nil` for the first attempt.
    public var recovery: RecoveryAction?
    /// Where the board was found; `nil` if it was not found.
    public var address: TransportAddress?
    /// The result of the session; `nil` if there was none.
    public var result: UpgradeResult?
    /// Why it failed; `nil` if it succeeded.
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
