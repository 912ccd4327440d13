extension UpgradeError.Code {
    /// Whether the same upgrade may end otherwise when it is tried again, without anybody changing anything.
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
