import Bench

/// Runs the job of `upgrade` under the signals, and tells its events to the two that want them.
struct UpgradeRun: Sendable {
    var job: UpgradeJob
    var progress: ProgressReporter
    var log: EventReporter?
    var signals: SignalWatch

    func run() async -> UpgradeReport {
        var job = job
        job.report = { [report = job.report, progress, log, signals] event in
            let event = event.naming(signals.received)
            report(event)
            log?.take(event)
            progress.take(event)
        }
        signals.begin { [progress, log] signal in
            progress.abandon()
            log?.abandon(signal: signal)
        }
        var report = await signals.cancelling { [progress, job] in
            await progress.redrawing { await job.run() }
        }
        report.signal = signals.received
        progress.finish(report.error)
        return report
    }
}
