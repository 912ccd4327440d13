package import OTAUpgrade
package import TransportCore

/// The outcome of one task on one board.
package struct TaskOutcome<Value: Sendable>: Sendable {
    /// The port that was used; `nil` if none was found.
    package var port: TransportAddress?
    /// What the board answered; `nil` if the task failed.
    package var value: Value?
    /// Why it failed.
    package var error: UpgradeError?

    /// What to do next about the error or the board.
    package var advice: Advice

    /// The status that the process ends with.
    package var exitStatus = ExitStatus.ok

    package init(
        port: TransportAddress? = nil,
        value: Value? = nil,
        error: UpgradeError? = nil,
        advice: Advice = Advice()
    ) {
        (self.port, self.value, self.error, self.advice) = (port, value, error, advice)
    }
}
