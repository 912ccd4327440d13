package import DeviceDiscovery
import OTAUpgrade
import TerminalUI

/// The result of one `power` command.
package struct PowerResult: Sendable {
    package var verb: PowerVerb
    /// The port that was named.
    package var target: HubPortAddress?
    /// The hubs, for `list`.
    package var hubs: [USBHub]?
    /// The result of switching.
    package var report: PowerReport?
    /// The device that was reset.
    package var device: USBDevice?
    /// Why it could not be done.
    package var error: USBError?
    /// The signal that interrupted it.
    package var signal: Int32?

    package init(
        verb: PowerVerb,
        target: HubPortAddress? = nil,
        hubs: [USBHub]? = nil,
        report: PowerReport? = nil,
        device: USBDevice? = nil,
        error: USBError? = nil
    ) {
        (self.verb, self.target, self.hubs, self.report) = (verb, target, hubs, report)
        (self.device, self.error) = (device, error)
    }

    /// Why it failed: it could not be done, or it had no effect on the device.
    package var failure: USBError? {
        (error ?? report.flatMap { USBError(shortfall: $0, of: verb) }).map(Advice.completing)
    }

    /// The status that the process ends with.
    package var exitStatus: ExitStatus {
        failure.map { ExitStatus(usb: $0.code, signal: signal) } ?? .ok
    }

    /// A note for the user, although nothing failed.
    package var note: String? {
        // Whether something is plugged in at a port that was off is not known.
        guard failure == nil, report?.isBack == false else { return nil }
        return "No device has appeared yet. Check the cable, and see what is connected with `otaflash power list`."
    }
}

extension ExitStatus {
    /// `power`: the hub cannot switch the port, did not, or only with --force.
    static let hubRefuses = ExitStatus(rawValue: 16)

    /// The status for an error of USB.
    /// - Parameter signal: the signal that interrupted it, if any.
    package init(usb code: USBError.Code, signal: Int32? = nil) {
        switch code {
        case .noDevice: self.init(UpgradeError.Code.noDevice)
        case .ambiguousDevice: self.init(UpgradeError.Code.ambiguousDevice)
        case .portBusy: self.init(UpgradeError.Code.portBusy)
        case .permissionDenied: self.init(UpgradeError.Code.permissionDenied)
        case .hubRefuses: self = .hubRefuses
        case .linkLost: self.init(UpgradeError.Code.linkLost)
        case .interrupted: self = .interrupted(by: signal ?? 2)
        case .internal: self = .internal
        }
    }
}
