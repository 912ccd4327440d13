import Bench
import ESPImage
import OTAUpgrade

/// What a run over many boards came to.
struct FleetSummary: Sendable {
    var run: RunReport
    /// Why no board was begun, where the image may not go into a slot.
    var refusal: UpgradeError?
    /// Whether only plans were wanted.
    var isPlan = false
    /// The command line, to be repeated for those that are left.
    var arguments: [String] = []

    /// The boards that do not run the image, or of which no plan could be made.
    var left: [BoardOutcome] {
        run.boards.filter { !$0.isAsWanted }
    }

    var exitStatus: ExitStatus {
        if let signal = run.signal { return .interrupted(by: signal) }
        if let refusal { return ExitStatus(refusal.code) }
        return left.isEmpty ? .ok : .fleetPartlyFailed
    }

    var hasChangedFirmware: Bool { run.boards.contains(where: \.hasChangedFirmware) }

    /// The command that works on those that are left; `nil` where there are none, or all of them are in quarantine.
    var retryCommand: String? {
        let names = left.filter { $0.status != .skipped(.quarantined) }.map(\.board)
        return names.isEmpty ? nil : RetryCommand(arguments).line(boards: names)
    }
}
