package import OTAUpgrade

/// The exit status of the process; scripts rely on the numbers.
package struct ExitStatus: RawRepresentable, Sendable, Hashable {
    package var rawValue: Int32

    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The command did what was asked, or there was nothing to do.
    package static let ok = ExitStatus(rawValue: 0)
    /// A fault of the tool itself, or a result that could not be written.
    package static let `internal` = ExitStatus(rawValue: 1)
    /// The command line or an environment variable is invalid.
    package static let usage = ExitStatus(rawValue: 2)
    /// `exec`: Lua raised an error.
    package static let luaError = ExitStatus(rawValue: 3)

    /// `fleet`: at least one board is not in the requested state.
    static let fleetPartlyFailed = ExitStatus(rawValue: 40)

    /// A signal ended the process.
    package static func interrupted(by signal: Int32) -> ExitStatus {
        ExitStatus(rawValue: 128 + signal)
    }
}

extension ExitStatus {
    /// The status for a failure.
    /// - Parameter signal: the signal that interrupted the run, if any.
    package init(_ code: UpgradeError.Code, signal: Int32? = nil) {
        self.init(rawValue: Self.number(code, signal: signal ?? 2))
    }

    private static func number(_ code: UpgradeError.Code, signal: Int32) -> Int32 {
        switch code {
        case .internal: 1
        case .noDevice: 10
        case .ambiguousDevice: 11
        case .portBusy: 12
        case .permissionDenied: 13
        case .noPrompt: 14
        case .noOTAUpgrade: 15
        case .imageRejected: 20
        case .wrongChip: 21
        case .imageTooBig: 22
        case .downgradeRefused: 23
        case .boardRefuses: 24
        case .imageNotUpgradable: 25
        case .checkInvalid: 26
        case .transferFailed: 30
        case .imageInvalidOnBoard: 31
        case .bootSlotNotSwitched: 32
        case .newFirmwareNotRunning: 33
        case .checkFailed: 34
        case .notAccepted: 35
        case .linkLost: 36
        case .rollbackFailed: 37
        case .deadlineExceeded: 38
        case .interrupted: 128 + signal
        }
    }
}
