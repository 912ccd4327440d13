/// The observer of every flash operation, which can charge its time, count it, or make it fail.
package protocol FlashObserver: AnyObject {
    /// Decides, before anything changes, what happens to an operation.
    func flashWillPerform(_ operation: FlashOperation) -> FlashVerdict

    /// Reports that an operation was completed.
    func flashDidPerform(_ operation: FlashOperation)
}

/// What happens to a flash operation.
package enum FlashVerdict: Sendable, Hashable {
    /// It is carried out.
    case perform
    /// Nothing changes, and the driver gets this error.
    case fail(ESPError)
    /// The power fails.
    case cutPower(PowerCut)
}
