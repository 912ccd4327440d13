/// Whoever is told of every flash operation: to let it take its time, to count it, or to spoil it.
public protocol FlashObserver: AnyObject {
    /// Says, before anything changes, what becomes of an operation.
    func flashWillPerform(_ operation: FlashOperation) -> FlashVerdict

    /// Tells that an operation was carried out whole.
    func flashDidPerform(_ operation: FlashOperation)
}

/// What becomes of a flash operation.
public enum FlashVerdict: Sendable, Hashable {
    /// It is carried out.
    case perform
    /// Nothing changes, and the driver that wanted it gets this error.
    case fail(ESPError)
    /// The power goes.
    case cutPower(PowerCut)
}
