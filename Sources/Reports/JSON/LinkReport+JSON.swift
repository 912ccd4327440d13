import OTAUpgrade
import TransportCore

extension TaskOutcome<LinkReport> {
    /// The document of `link-test`.
    package var json: JSONValue {
        [
            "v": 1,
            "result": .string(error == nil ? "ok" : "failed"),
            "exit_code": .integer(Int(exitStatus.rawValue)),
            "error": .error(error),
            "port": JSONValue(port?.description),
            "board": .board(value?.identity),
            "round_trip": .duration(value?.roundTrip),
            "trials": .array((value?.trials ?? []).map(\.json)),
            "recommendation": value?.recommendation?.json ?? .null,
        ]
    }
}

extension LinkReport.Trial {
    fileprivate var json: JSONValue {
        [
            "method": .string(method.rawValue),
            "baud": JSONValue(baud),
            "window": .integer(window),
            "bytes_per_s": JSONValue(bytesPerSecond, places: 1),
            "retries": .integer(retries),
        ]
    }
}
