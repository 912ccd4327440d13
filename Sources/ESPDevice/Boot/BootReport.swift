/// The result of a reset.
package struct BootReport {
    /// The outcome.
    package enum Outcome {
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
    package let lines: [BoardLine]
    /// The time from the reset to the outcome.
    package let duration: Duration
    /// The outcome.
    package let outcome: Outcome
}

extension BootReport {
    /// The firmware that runs; `nil` if none does.
    package var firmware: RunningFirmware? {
        if case .running(let firmware) = outcome { firmware } else { nil }
    }
}
