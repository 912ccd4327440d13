import Bench
import ESPImage
import OTAUpgrade

/// The result of a run over many boards.
struct FleetSummary: Sendable {
    var run: RunReport
    /// Why no board was started, if the image cannot be installed.
    var refusal: UpgradeError?
    /// Whether the run only made plans.
    var isPlan = false
    /// The command line to repeat for the remaining boards; `nil` if that is impossible, since it read standard input.
    var command: RetryCommand?
    /// The boards that the next run skips, unless they are asked for.
    var quarantined: Set<String> = []

    /// The remaining boards: they do not run the image, or no plan could be made for them.
    var left: [BoardOutcome] {
        run.boards.filter { !$0.isAsWanted }
    }

    var exitStatus: ExitStatus {
        if let signal = run.signal { return .interrupted(by: signal) }
        if let refusal { return ExitStatus(refusal.code) }
        return left.isEmpty ? .ok : .fleetPartlyFailed
    }

    var hasChangedFirmware: Bool { run.boards.contains(where: \.hasChangedFirmware) }

    /// The commands for the remaining boards, one for each way in which boards are asked for; none if all of them were
    /// in quarantine.
    var retryCommands: [String] {
        let boards = retried.filter { $0.error?.code != .downgradeRefused }
        let rates = Set(boards.compactMap(\.answeringBaud)).sorted()
        return commands(for: boards.filter { $0.answeringBaud == nil })
            + rates.flatMap { rate in
                commands(for: boards.filter { $0.answeringBaud == rate }, without: ["baud"], adding: ["--baud=\(rate)"])
            }
    }

    /// The same for boards that run a newer version, which need a downgrade.
    var downgradeCommands: [String] {
        commands(for: retried.filter { $0.error?.code == .downgradeRefused }, adding: ["--allow-downgrade"])
    }

    /// The remaining boards that were not in quarantine.
    var retried: [BoardOutcome] {
        left.filter { $0.status != .skipped(.quarantined) }
    }

    private func commands(
        for boards: [BoardOutcome],
        without dropped: Set<String> = [],
        adding flags: [String] = []
    ) -> [String] {
        guard let command else { return [] }
        let names = boards.map(\.board)
        let groups = [
            (names.filter { !quarantined.contains($0) }, flags),
            (names.filter(quarantined.contains), flags + ["--quarantine-verify"]),
        ]
        return groups.filter { !$0.0.isEmpty }.map { command.line(boards: $0, without: dropped, adding: $1) }
    }
}

extension BoardOutcome {
    /// The line rate at which the board answers, if that is not the rate of the run.
    fileprivate var answeringBaud: Int? {
        for case .useLineRate(let rate) in error?.remedies ?? [] { return rate }
        return nil
    }
}
