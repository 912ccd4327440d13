import Diagnosis
import OTAUpgrade

/// What was examined, and what was found.
struct DoctorReport: Sendable {
    /// The ports that were examined.
    var ports: [String]
    /// What was found; empty if all is well.
    var findings: [Finding]
    /// Whether boards were asked; otherwise only what the host shows is known.
    var hasAsked = true

    /// The status of the first problem; warnings do not count.
    var exitStatus: ExitStatus {
        findings.first { $0.severity == .problem }.map { ExitStatus($0.code) } ?? .ok
    }
}

extension ExitStatus {
    /// The status that an upgrade would end with.
    init(_ code: Finding.Code) {
        let error: UpgradeError.Code =
            switch code {
            case .noPorts, .noBoard, .cannotOpen: .noDevice
            case .noAccess, .loginNeeded: .permissionDenied
            case .portHeld: .portBusy
            case .linkLost: .linkLost
            case .noOTAUpgrade: .noOTAUpgrade
            case .noSlots, .unconfirmed: .boardRefuses
            case .wrongBaud, .downloadMode, .crashLoop, .nothingToBoot, .secondaryConsole, .consoleTaken, .silent,
                .notNodeMCU:
                .noPrompt
            // These are warnings, which have no status.
            case .rulesMissing, .rulesOutdated, .modemManager, .brltty, .latencyTimer, .resetsOnOpen: .internal
            }
        self.init(error)
    }
}
