package import Diagnosis
import OTAUpgrade
import TerminalUI

/// What was examined, and what was found.
package struct DoctorReport: Sendable {
    /// The ports that were examined.
    package var ports: [String]
    /// What was found; empty if all is well.
    package var findings: [Finding]
    /// Whether boards were asked; otherwise only what the host shows is known.
    package var hasAsked = true

    package init(ports: [String], findings: [Finding], hasAsked: Bool = true) {
        (self.ports, self.findings, self.hasAsked) = (ports, findings, hasAsked)
    }

    /// The status of the first problem; warnings do not count.
    package var exitStatus: ExitStatus {
        findings.first { $0.severity == .problem }.map { ExitStatus($0.code) } ?? .ok
    }
}

extension ExitStatus {
    /// The status that an upgrade would end with.
    package init(_ code: Finding.Code) {
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
