import ESPImage
import Fleet
import OTAUpgrade
import TerminalUI
import TransportCore

extension BoardOutcome {
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

    private var imageVersion: String? {
        result?.image.descriptor?.version
    }
}
