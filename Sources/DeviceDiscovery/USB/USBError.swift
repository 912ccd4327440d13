/// Why USB did not do what was asked of it.
public struct USBError: Error, Sendable, Hashable {
    /// What kind of thing went wrong.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// This host shows no USB, or there is no such device, hub or port.
        case noDevice = "no-device"
        /// Several devices are meant by what was named.
        case ambiguousDevice = "ambiguous-device"
        /// Another program uses the device.
        case portBusy = "port-busy"
        /// This user may not talk to the device.
        case permissionDenied = "permission-denied"
        /// The hub cannot switch that port, has not done it, or it would take more than the port's device along.
        case hubRefuses = "hub-refuses"
        /// The device went away, or did not answer.
        case linkLost = "link-lost"
        /// The wait was cancelled.
        case interrupted
        /// The system or libusb refused for a reason of its own.
        case `internal` = "internal"
    }

    /// What kind of thing went wrong.
    public var code: Code
    /// What happened: facts, in whole sentences.
    public var message: String
    /// What to do next, in whole sentences.
    public var nextStep: String

    /// Makes an error from its facts.
    public init(_ code: Code, _ message: String, nextStep: String) {
        self.code = code
        self.message = message
        self.nextStep = nextStep
    }
}

extension USBError: CustomStringConvertible {
    /// The facts and the next step, in one line.
    public var description: String { "\(message) \(nextStep)" }
}
