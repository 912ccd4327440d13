public import OTAUpgrade

/// Decides whether an upgrade that failed is tried again, and what is done before.
///
/// A value without clock and I/O. Each attempt gets the next action; the heaviest one that there is is repeated. Whatever the
/// last attempt reached, the next one asks the board again what it runs before it does anything.
public struct RecoveryLadder: Sendable, Hashable {
    /// How often an upgrade may be tried again.
    public private(set) var retries: Int
    private var actions: [RecoveryAction]

    /// Makes a ladder.
    /// - Parameters:
    ///   - retries: How often an upgrade may be tried again.
    ///   - switchesPower: Whether there is a hook that switches the board's power.
    public init(retries: Int, switchesPower: Bool) {
        self.retries = retries
        actions = switchesPower ? RecoveryAction.allCases : [.resynchronise, .reopen, .restart]
    }

    /// What to do before the next attempt; `nil` where there is to be none.
    ///
    /// Only failures that may end otherwise by themselves are tried again. A device that was there and has gone may come back.
    public mutating func next(after code: UpgradeError.Code, wasFound: Bool) -> RecoveryAction? {
        let mayPass = code.isRetryable && code != .interrupted && code != .deadlineExceeded
        guard retries > 0, mayPass || code == .noDevice && wasFound else { return nil }
        retries -= 1
        return actions.count > 1 ? actions.removeFirst() : actions.first
    }
}
