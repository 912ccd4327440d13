import ESPImage
import Fleet
import OTAUpgrade
import TransportCore

extension BoardOutcome {
    /// How the board's part of the run ended, in the words of the event format.
    var eventStatus: String {
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
    var code: String {
        switch status {
        case .upgraded: "upgraded"
        case .unchanged: "already-current"
        case .planned: "planned"
        case .skipped(let reason): reason.rawValue
        case .failed, .cancelled: error?.code.rawValue ?? UpgradeError.Code.internal.rawValue
        }
    }

    /// The fields of `board-finished`.
    var eventFields: [String: JSONValue] {
        [
            "status": .string(eventStatus),
            "changed": .bool(hasChangedFirmware),
            "from": JSONValue(before?.runningSlot?.description?.version),
            "to": JSONValue(attempts.lazy.compactMap { $0.result?.plan?.imageVersion }.last ?? imageVersion),
            "code": .string(code),
            "message": JSONValue(error?.message),
            "next_step": JSONValue(error?.nextStep),
            "retryable": .bool(error?.code.isRetryable ?? false),
            "attempts": .integer(max(1, attempts.count)),
            "flaky": .bool(isFlaky),
            "duration_ms": .integer(Int((duration.seconds * 1000).rounded())),
            "bytes": JSONValue(result?.transfer?.bytes),
            "wire_bytes": JSONValue(result?.transfer?.wireBytes),
        ]
    }

    /// The slots before the upgrade; `nil` if no attempt read them.
    var before: OTAStatus? {
        attempts.lazy.compactMap { $0.result?.before }.first
    }

    /// Whether the board runs other firmware than before; `false` if that was not read.
    var hasChangedFirmware: Bool {
        guard let before, let after = result?.after else { return false }
        return before.running != after.running
    }

    private var imageVersion: String? {
        result?.image.descriptor?.version
    }
}
