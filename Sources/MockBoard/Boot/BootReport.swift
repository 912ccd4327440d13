/// What came of a reset.
public struct BootReport {
    /// How it ended.
    public enum Outcome {
        /// NodeMCU runs; what follows the banner is up to Lua.
        case running(RunningFirmware)
        /// The board resets by itself after the last line, with that reason, and will do the same again: no bootable image,
        /// or a firmware that crashes.
        case resets(ResetReason)
        /// The ROM waits for a download.
        case downloads
        /// The power went.
        case lostPower(PowerLoss)
    }

    /// What was printed.
    public let lines: [BoardLine]
    /// How long after the reset the outcome is reached.
    public let duration: Duration
    /// How it ended.
    public let outcome: Outcome
}

extension BootReport {
    /// The firmware that runs; `nil` where none does.
    public var firmware: RunningFirmware? {
        if case .running(let firmware) = outcome { firmware } else { nil }
    }
}
