import Bench
import ESPImage
import OTAUpgrade

/// Runs an upgrade of many boards under the signals, and tells its events to those who want them.
struct FleetRun: Sendable {
    var file: String
    var jobs: [BoardJob]
    var policy: FleetPolicy
    /// Boards that are left alone.
    var quarantined: [String]
    var display: FleetDisplay
    var log: EventReporter?
    var signals: SignalWatch
    var clock: RunClock
    /// Takes the events too.
    var report: @Sendable (BoardEvent) -> Void = { _ in }
    /// What one types for each board, by its name.
    var commands: [String: BoardCommands] = [:]

    /// Reads the image and upgrades the boards; nothing is begun where the image may not go into a slot.
    func run() async -> (report: RunReport, refusal: UpgradeError?) {
        signals.begin { [display, log] signal in
            display.abandon()
            log?.abandon(signal: signal)
        }
        var run = RunReport(file: file, start: clock.start, duration: .zero, boards: [])
        do throws(UpgradeError) {
            let inspection = try FirmwareFile.inspect(file: file)
            run.inspection = inspection
            let image = try inspection.accepted
            // What is wrong with the image alone is said before any board is touched.
            for job in jobs {
                if let error = UpgradeError.lastUpgrade(image, job.options) { throw error }
            }
            leaveQuarantinedAlone(&run)
            run.boards += await upgrade(to: image)
        } catch {
            return (run, error)
        }
        run.signal = signals.received
        run.boards = run.boards.map { $0.naming(run.signal).spellingOut(commands[$0.board]) }
        run.duration = clock.elapsed
        return (run, nil)
    }

    private func upgrade(to image: AppImage) async -> [BoardOutcome] {
        let fleet = FleetUpgrade(
            jobs,
            image: image,
            policy: policy,
            report: { [self] event in tell(event.naming(signals.received).spellingOut(commands[event.board])) }
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
            tell(BoardEvent(board: board, attempt: 0, .finished(outcome)))
        }
    }

    private func tell(_ event: BoardEvent) {
        report(event)
        log?.take(event)
        display.take(event)
    }
}
