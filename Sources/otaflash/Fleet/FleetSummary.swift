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
    /// The command line, to be repeated for those that are left; `nil` where it cannot be, since it read standard input.
    var command: RetryCommand?
    /// The boards that the next run leaves alone, unless they are asked for.
    var quarantined: Set<String> = []

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

    /// The commands that work on those that are left, one for each way in which boards are asked for; none where all of them
    /// were in quarantine.
    var retryCommands: [String] {
        commands(for: retried.filter { $0.error?.code != .downgradeRefused })
    }

    /// The same for those that run a newer version, which only a downgrade changes.
    var downgradeCommands: [String] {
        commands(for: retried.filter { $0.error?.code == .downgradeRefused }, adding: ["--allow-downgrade"])
    }

    /// The boards that are left and were not in quarantine.
    var retried: [BoardOutcome] {
        left.filter { $0.status != .skipped(.quarantined) }
    }

    private func commands(for boards: [BoardOutcome], adding flags: [String] = []) -> [String] {
        guard let command else { return [] }
        let names = boards.map(\.board)
        let groups = [
            (names.filter { !quarantined.contains($0) }, flags),
            (names.filter(quarantined.contains), flags + ["--quarantine-verify"]),
        ]
        return groups.filter { !$0.0.isEmpty }.map { command.line(boards: $0, adding: $1) }
    }
}
