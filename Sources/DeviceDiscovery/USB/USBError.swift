/// Why a USB operation failed.
package struct USBError: Error, Sendable, Hashable {
    /// The kind of failure; later versions can add kinds.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// This host shows no USB, or there is no such device, hub or port.
        case noDevice = "no-device"
        /// Several devices match what was named.
        case ambiguousDevice = "ambiguous-device"
        /// Another program uses the device.
        case portBusy = "port-busy"
        /// This user does not have permission to use the device.
        case permissionDenied = "permission-denied"
        /// The hub cannot switch that port, did not switch it, or more than the port's device would lose power.
        case hubRefuses = "hub-refuses"
        /// The device disappeared, or did not answer.
        case linkLost = "link-lost"
        /// The wait was cancelled.
        case interrupted
        /// The system or libusb failed for another reason.
        case `internal` = "internal"
    }

    /// What a user can do about an error, for programs that offer it by a command of their own; later versions can add
    /// cases.
    package enum Remedy: Sendable, Hashable {
        /// Look at the hubs, their ports and the connected devices.
        case listDevices
        /// Install the udev rules, which give access to hubs and boards.
        case installRules
    }

    /// The kind of failure.
    package var code: Code
    /// What happened: facts, in complete sentences.
    package var message: String
    /// What to do next, in complete sentences.
    package var nextStep: String
    /// The steps that a program can offer as its own commands, in order.
    package var remedies: [Remedy]

    /// Makes an error from its facts.
    package init(_ code: Code, _ message: String, nextStep: String, remedies: [Remedy] = []) {
        self.code = code
        self.message = message
        self.nextStep = nextStep
        self.remedies = remedies
    }
}

extension USBError: CustomStringConvertible {
    /// The facts and the next step, in one line.
    package var description: String { "\(message) \(nextStep)" }
}
