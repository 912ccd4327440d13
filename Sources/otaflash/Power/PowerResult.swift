import DeviceDiscovery
import OTAUpgrade

/// What came of one `power` command.
struct PowerResult: Sendable {
    var verb: PowerVerb
    /// The port that was named.
    var target: HubPortAddress?
    /// The hubs, for `list`.
    var hubs: [USBHub]?
    /// What came of switching.
    var report: PowerReport?
    /// What was reset.
    var device: USBDevice?
    /// Why it could not be done.
    var error: USBError?
    /// The signal that interrupted it.
    var signal: Int32?

    /// Why it failed: it could not be done, or did not do what power is switched for.
    var failure: USBError? {
        error ?? report.flatMap { USBError(shortfall: $0, of: verb) }
    }

    /// The status that the process ends with.
    var exitStatus: ExitStatus {
        failure.map { ExitStatus(usb: $0.code, signal: signal) } ?? .ok
    }

    /// What the user should know though nothing failed.
    var note: String? {
        // Nobody knows that something is plugged in at a port that was off.
        guard failure == nil, report?.isBack == false else { return nil }
        return "Nothing has come yet. Look at the cable, and with `otaflash power list` what is there."
    }
}

extension ExitStatus {
    /// `power`: the hub cannot switch the port, did not, or only with --force.
    static let hubRefuses = ExitStatus(rawValue: 16)

    /// The status for what USB refuses.
    /// - Parameter signal: the signal that interrupted it, where one did.
    init(usb code: USBError.Code, signal: Int32? = nil) {
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
