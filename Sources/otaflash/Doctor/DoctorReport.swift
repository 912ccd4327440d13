import Bench
import OTAUpgrade

/// What was looked at, and what was found.
struct DoctorReport: Sendable {
    /// The ports that were looked at.
    var ports: [String]
    /// What was found; empty where all is well.
    var findings: [Finding]
    /// Whether boards were asked; else only what can be seen from outside is known.
    var hasAsked = true

    /// The status of the first problem; warnings alone are none.
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
            // These are warnings, which end nothing.
            case .rulesMissing, .rulesOutdated, .modemManager, .brltty, .latencyTimer, .resetsOnOpen: .internal
            }
        self.init(error)
    }
}
