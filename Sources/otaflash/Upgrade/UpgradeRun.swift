import OTAUpgrade

/// Runs the job of `upgrade` under the signals, and tells its events to the two that want them.
struct UpgradeRun: Sendable {
    var file: String
    var options: UpgradeOptions
    var ports: PortSearch
    var progress: ProgressReporter
    var log: EventReporter?
    var signals: SignalWatch

    func run() async -> UpgradeReport {
        let job = UpgradeJob(file: file, options: options, ports: ports) { [progress, log] event in
            log?.take(event)
            progress.take(event)
        } found: { [log] address in
            log?.use(address)
        }
        var report = await signals.cancelling(lastWords: { [progress, log] signal in
            progress.abandon()
            log?.abandon(signal: signal)
        }) { [progress] in
            await progress.redrawing { await job.run() }
        }
        report.signal = signals.received
        progress.finish(report.error)
        return report
    }
}
