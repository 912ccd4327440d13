import ESPImage
package import Fleet
package import OTAUpgrade

extension BoardOutcome {
    /// How the board's part of the run ended, in the words of the event format.
    package var eventStatus: String {
        switch status {
        case .upgraded, .planned: "ok"
        case .unchanged: "unchanged"
        case .failed: "failed"
        case .cancelled: "cancelled"
        case .skipped(.quarantined): "quarantined"
        case .skipped: "skipped"
        }
    }

    /// The kind of failure, or how the run ended if it did not fail.
    package var code: String {
        switch status {
        case .upgraded: "upgraded"
        case .unchanged: "already-current"
        case .planned: "planned"
        case .skipped(let reason): reason.rawValue
        case .failed, .cancelled: error?.code.rawValue ?? UpgradeError.Code.internal.rawValue
        }
    }

    /// The slots before the upgrade; `nil` if no attempt read them.
    package var before: OTAStatus? {
        attempts.lazy.compactMap { $0.result?.before }.first
    }

    /// Whether the board runs other firmware than before; `false` if that was not read.
    package var hasChangedFirmware: Bool {
        guard let before, let after = result?.after else { return false }
        return before.running != after.running
    }
}
