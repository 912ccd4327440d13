import ESPImage
import OTAUpgrade

extension UpgradeReport {
    /// How the board's part of the run ended, in the words of the event format.
    var eventStatus: String {
        switch outcome {
        case .upgraded, .planned, .staged: "ok"
        case .unchanged: "unchanged"
        case .failed, .rolledBack: error?.code == .interrupted ? "cancelled" : "failed"
        }
    }

    /// The fields of `board-finished`.
    var eventFields: [String: JSONValue] {
        [
            "status": .string(eventStatus),
            "changed": .bool(hasChangedFirmware),
            "from": JSONValue(result?.before?.runningSlot?.description?.version),
            "to": JSONValue(result?.plan?.imageVersion ?? inspection?.image?.version),
            "code": .string(error?.code.rawValue ?? outcome.eventCode),
            "message": JSONValue(error?.message),
            "retryable": .bool(error?.code.isRetryable ?? false),
            "attempts": 1,
            "bytes": JSONValue(result?.transfer?.bytes),
            "wire_bytes": JSONValue(result?.transfer?.wireBytes),
        ]
    }

    /// Whether the board runs other firmware than before, as far as it was read.
    private var hasChangedFirmware: Bool {
        guard let before = result?.before, let after = result?.after else { return false }
        return before.running != after.running
    }
}

extension UpgradeResult.Outcome {
    fileprivate var eventCode: String {
        switch self {
        case .unchanged: "already-current"
        case .upgraded, .rolledBack, .planned, .staged, .failed: rawValue.map { $0 == "_" ? "-" : String($0) }.joined()
        }
    }
}
