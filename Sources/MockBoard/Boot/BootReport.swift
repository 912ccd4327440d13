/// The result of a reset.
public struct BootReport {
    /// The outcome.
    public enum Outcome {
        /// NodeMCU runs; Lua prints what follows the banner.
        case running(RunningFirmware)
        /// The board resets after the last line, for that reason, and will do so again: no image boots, or the firmware
        /// crashes.
        case resets(ResetReason)
        /// The ROM is in download mode.
        case downloads
        /// The power failed.
        case lostPower(PowerLoss)
    }

    /// The output.
    public let lines: [BoardLine]
    /// The time from the reset to the outcome.
    public let duration: Duration
    /// The outcome.
    public let outcome: Outcome
}

extension BootReport {
    /// The firmware that runs; `nil` if none does.
    public var firmware: RunningFirmware? {
        if case .running(let firmware) = outcome { firmware } else { nil }
    }
}
