import ESPImage
package import Fleet
package import OTAUpgrade
import TerminalUI

/// The result of a run over many boards.
package struct FleetSummary: Sendable {
    package var run: RunReport
    /// Why no board was started, if the image cannot be installed.
    package var refusal: UpgradeError?
    /// Whether the run only made plans.
    package var isPlan = false
    /// The command line to repeat for the remaining boards; `nil` if that is impossible, since it read standard input.
    package var command: RetryCommand?
    /// The boards that the next run skips, unless they are asked for.
    package var quarantined: Set<String> = []

    package init(run: RunReport, refusal: UpgradeError? = nil, isPlan: Bool = false, command: RetryCommand? = nil) {
        (self.run, self.refusal, self.isPlan, self.command) = (run, refusal, isPlan, command)
    }

    /// The remaining boards: they do not run the image, or no plan could be made for them.
    package var left: [BoardOutcome] {
        run.boards.filter { !$0.isAsWanted }
    }

    package var exitStatus: ExitStatus {
        if let signal = run.signal { return .interrupted(by: signal) }
        if let refusal { return ExitStatus(refusal.code) }
        return left.isEmpty ? .ok : .fleetPartlyFailed
    }

    package var hasChangedFirmware: Bool { run.boards.contains(where: \.hasChangedFirmware) }

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
    package var retried: [BoardOutcome] {
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
