extension UpgradeError {
    /// What a user can do about an error, for programs that offer it by a command, a button or an option of their own.
    ///
    /// Later versions can add cases, so give a `switch` over it a default.
    public enum Remedy: Sendable, Hashable {
        /// Ask the board what it runs and what its slots hold.
        case inspect
        /// Accept the running firmware.
        case accept
        /// Give up the running firmware and go back to the other one.
        case rollBack
        /// Restart the board at its prompt.
        case restart
        /// Reset the board by DTR and RTS, since its prompt does not answer.
        case reset
        /// Reset the board although that gives up firmware on trial.
        case resetAnyway
        /// Run it again with `UpgradeOptions.allowsDowngrade`.
        case allowDowngrade
        /// Run it again with `UpgradeOptions.allowsLastUpgrade`.
        case allowLastUpgrade
        /// Run it again without `UpgradeOptions.requiresRollback`.
        case allowMissingRollback
        /// Run it again, and send the image as lines of Lua instead of raw frames.
        case sendLines
        /// Run it again, and keep the line rate during the transfer.
        case keepLineRate
        /// Run it again at the line rate at which the board answers.
        case useLineRate(Int)
        /// Find the line rate that the board's firmware sets.
        case findLineRate
        /// Run the Lua again, and allow it more than this time.
        case allowMoreTime(than: Duration)
        /// Check which chip and which revisions of it the image is for.
        case checkImage
        /// Flash NodeMCU with the `otaupgrade` module and a partition table with two OTA slots over USB.
        case setUpOverUSB
    }
}
