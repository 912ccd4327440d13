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
    /// Why it failed.
    var error: USBError?
    /// The signal that interrupted it.
    var signal: Int32?

    /// The status that the process ends with.
    var exitStatus: ExitStatus {
        error.map { ExitStatus(usb: $0.code, signal: signal) } ?? .ok
    }

    /// What the user should know though nothing failed.
    var note: String? {
        guard let report else { return nil }
        if report.hasGone == false {
            return
                "The device stayed there without power, as the hub says: such a hub cuts nothing off. Look whether the "
                + "board has really started anew."
        }
        if report.isBack == false {
            return "Nothing has come back yet. Look at the cable, and with `otaflash power list` what is there."
        }
        return nil
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
