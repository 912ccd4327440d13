/// Why a function of the board's own code failed.
package enum DeviceFailure: Error, Sendable, Hashable {
    /// The function returned an error to its caller.
    case code(ESPError)
    /// The power failed: no code runs any more.
    case powerLoss(PowerLoss)
}
