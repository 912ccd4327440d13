package import OTAUpgrade
import TerminalUI

extension UpgradeWarning {
    /// The kind of warning, for scripts.
    package var code: String {
        switch self {
        case .imageHasNoDescriptor: "image-has-no-descriptor"
        case .chipUnknown: "chip-unknown"
        case .slotSizeUnknown: "slot-size-unknown"
        case .versionsNotComparable: "versions-not-comparable"
        case .otherProject: "other-project"
        case .padded: "padded"
        case .noRollback: "no-rollback"
        case .resetOnOpen: "reset-on-open"
        case .baudDidNotHold: "baud-did-not-hold"
        case .trialMayEnd: "trial-may-end"
        case .noLineControl: "no-line-control"
        case .serverChangesFF: "server-changes-ff"
        case .framesGivenUp: "frames-given-up"
        case .slotsHaveGap: "slots-have-gap"
        case .lastUpgrade: "last-upgrade"
        case .modulesUnknown: "modules-unknown"
        }
    }
}
