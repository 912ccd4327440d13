extension UpgradeError.Code {
    /// Whether the same upgrade may succeed when it is retried without any change.
    public var isRetryable: Bool {
        switch self {
        case .portBusy, .noPrompt, .transferFailed, .imageInvalidOnBoard, .linkLost, .deadlineExceeded, .interrupted:
            true
        case .internal, .noDevice, .ambiguousDevice, .permissionDenied, .noOTAUpgrade, .imageRejected, .wrongChip,
            .imageTooBig, .downgradeRefused, .boardRefuses, .imageNotUpgradable, .bootSlotNotSwitched,
            .newFirmwareNotRunning, .checkFailed, .checkInvalid, .notAccepted, .rollbackFailed:
            false
        }
    }
}
