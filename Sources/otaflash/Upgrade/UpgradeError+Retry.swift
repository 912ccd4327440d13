import OTAUpgrade

extension UpgradeError.Code {
    /// Whether the same command may end otherwise when it is run again, without anybody changing anything.
    var isRetryable: Bool {
        switch self {
        case .portBusy, .noPrompt, .transferFailed, .imageInvalidOnBoard, .linkLost, .interrupted: true
        case .internal, .noDevice, .ambiguousDevice, .permissionDenied, .noOTAUpgrade, .imageRejected, .wrongChip,
            .imageTooBig, .downgradeRefused, .boardRefuses, .bootSlotNotSwitched, .newFirmwareNotRunning, .checkFailed,
            .notAccepted, .rollbackFailed:
            false
        }
    }
}
