import Fleet
import Reports
import TerminalUI
import TransportCore

/// Runs the job of `upgrade`, which a signal can interrupt, and forwards its events.
struct UpgradeRun: Sendable {
    var job: UpgradeJob
    var progress: ProgressReporter
    /// Also reports the run.
    var reporter: any RunReporter
    var signals: SignalWatch
    /// The command line of the run; `nil` if it cannot be repeated.
    var retry: RetryCommand?

    func run() async -> UpgradeReport {
        var job = job
        let advice = { @Sendable [ports = job.ports, file = job.file, retry] (address: TransportAddress?) -> Advice in
            var advice = ports.advice(at: address)
            advice.retry = retry
            if file != "-" { advice.image = file }
            return advice
        }
        let reporters = RunReporters([reporter, progress])
        job.report = { [signals] event in
            reporters.take(event.naming(signals.received).completed(by: advice(event.address)))
        }
        signals.begin { reporters.abandon(signal: $0) }
        var report = await signals.cancelling { [progress, job] in
            await progress.redrawing { await job.run() }
        }
        report.signal = signals.received
        report.advice = advice(report.port)
        progress.finish(report.error)
        return report
    }
}
