/// Why a function of the board's own code did not do what it was asked.
public enum DeviceFailure: Error, Sendable, Hashable {
    /// The function returned an error, which the code that called it sees.
    case code(ESPError)
    /// The power went: nothing sees anything.
    case powerLoss(PowerLoss)
}
