import ESPImage
import Fleet
import OTAUpgrade
import Reports
import TerminalUI

/// Upgrades many boards, which a signal can interrupt, and forwards the events.
struct FleetRun: Sendable {
    var file: String
    var jobs: [BoardJob]
    var policy: FleetPolicy
    /// Boards that are skipped.
    var quarantined: [String]
    var display: FleetDisplay
    var signals: SignalWatch
    var clock: RunClock
    /// Also reports the run.
    var reporter: any RunReporter = RunReporters([])
    /// The advice for each board, by its name.
    var advice: [String: Advice] = [:]
    /// The command line of the run; `nil` if it cannot be repeated.
    var retry: RetryCommand?

    /// Reads the image and upgrades the boards; starts nothing if the image cannot be installed.
    func run() async -> (report: RunReport, refusal: UpgradeError?) {
        signals.begin { [reporters] in reporters.abandon(signal: $0) }
        var run = RunReport(file: file, start: clock.start, duration: .zero, boards: [])
        do throws(UpgradeError) {
            let inspection = try FirmwareFile.inspect(file: file)
            run.inspection = inspection
            let image = try inspection.accepted(from: file)
            // Problems of the image alone are reported before any board is touched.
            for job in jobs {
                if let error = UpgradeError.lastUpgrade(image, job.options) { throw error }
            }
            leaveQuarantinedAlone(&run)
            run.boards += await upgrade(to: image)
        } catch {
            return (run, Advice(retry: retry).completing(error))
        }
        run.signal = signals.received
        run.boards = run.boards.map { $0.naming(run.signal).completed(by: advice(for: $0.board)) }
        run.duration = clock.elapsed
        return (run, nil)
    }

    private func advice(for board: String) -> Advice? {
        var advice = advice[board]
        if file != "-" { advice?.image = file }
        return advice
    }

    private func upgrade(to image: AppImage) async -> [BoardOutcome] {
        let fleet = FleetUpgrade(
            jobs,
            image: image,
            policy: policy,
            report: { [self] event in
                reporters.take(event.naming(signals.received).completed(by: advice(for: event.board)))
            }
        )
        let boards = await signals.cancelling { [display] in
            await display.redrawing { await fleet.run().boards }
        }
        display.finish()
        return boards
    }

    private func leaveQuarantinedAlone(_ run: inout RunReport) {
        for board in quarantined {
            let outcome = BoardOutcome(board: board, status: .skipped(.quarantined))
            run.boards.append(outcome)
            reporters.take(BoardEvent(board: board, attempt: 0, .finished(outcome)))
        }
    }

    private var reporters: RunReporters { RunReporters([reporter, display]) }
}
