import Fleet
import FoundationEssentials
import OTAUpgrade
import TransportCore

@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// Sample outcomes of runs of several boards.
enum RunSamples {
    static let start = Date(timeIntervalSince1970: 1_763_811_162.625)

    static func lost(in phase: UpgradePhase = .write) -> UpgradeError {
        UpgradeError(.linkLost, "The port has gone.", nextStep: "Plug it in again.", phase: phase)
    }

    /// An attempt that ended in an error, with the phases up to it.
    static func failure(_ error: UpgradeError, after recovery: RecoveryAction? = nil) throws -> UpgradeAttempt {
        var result = try Samples.report(.failed, error, after: Samples.before).result
        result?.timings = [.connect: .milliseconds(412), .identify: .milliseconds(20), .write: .milliseconds(1_500)]
        return UpgradeAttempt(recovery: recovery, address: Samples.port, result: result, error: error)
    }

    static func success(
        _ outcome: UpgradeResult.Outcome = .upgraded,
        after recovery: RecoveryAction? = nil
    ) throws -> UpgradeAttempt {
        let report = try Samples.report(outcome, warnings: [.noRollback])
        return UpgradeAttempt(recovery: recovery, address: Samples.port, result: report.result)
    }

    static func board(_ name: String, _ status: BoardOutcome.Status, _ attempts: [UpgradeAttempt]) -> BoardOutcome {
        BoardOutcome(board: name, status: status, attempts: attempts, duration: .milliseconds(48_211))
    }

    /// One board of each kind: upgraded at once, at the second attempt, never, and skipped.
    static var fleet: [BoardOutcome] {
        get throws {
            [
                board("esp1", .upgraded, [try success()]),
                board("esp2", .upgraded, [try failure(lost()), try success(after: .resynchronise)]),
                board(
                    "esp3",
                    .failed,
                    [try failure(lost(in: .connect)), try failure(lost(), after: .powerCycle)]
                ),
                board("esp4", .skipped(.quarantined), []),
            ]
        }
    }

    static func run(_ boards: [BoardOutcome]) throws -> RunReport {
        RunReport(
            file: "nodemcu.bin",
            inspection: try Samples.image,
            start: start,
            duration: .milliseconds(60_500),
            boards: boards
        )
    }
}
