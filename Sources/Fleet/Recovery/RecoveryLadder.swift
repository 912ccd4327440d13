package import OTAUpgrade

/// Decides whether a failed upgrade is retried, and what is done before.
///
/// A value without clock and I/O. Each attempt gets the next action; the most drastic available action is repeated.
/// However far the last attempt got, the next one first asks the board what it runs.
package struct RecoveryLadder: Sendable, Hashable {
    /// The maximum number of retries.
    package private(set) var retries: Int
    private var actions: [RecoveryAction]

    /// Makes a ladder.
    /// - Parameters:
    ///   - retries: The maximum number of retries.
    ///   - switchesPower: Whether a hook can switch the board's power.
    package init(retries: Int, switchesPower: Bool) {
        self.retries = retries
        actions = switchesPower ? RecoveryAction.allCases : [.resynchronise, .reopen, .restart]
    }

    /// What to do before the next attempt; `nil` if there is no next attempt.
    ///
    /// Only transient failures are retried. A device that was present and has disappeared may come back.
    package mutating func next(after code: UpgradeError.Code, wasFound: Bool) -> RecoveryAction? {
        let mayPass = code.isRetryable && code != .interrupted && code != .deadlineExceeded
        guard retries > 0, mayPass || code == .noDevice && wasFound else { return nil }
        retries -= 1
        return actions.count > 1 ? actions.removeFirst() : actions.first
    }
}
