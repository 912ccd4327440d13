import Fleet
import TransportCore

/// Runs the job of `upgrade`, which a signal can interrupt, and forwards its events.
struct UpgradeRun: Sendable {
    var job: UpgradeJob
    var progress: ProgressReporter
    var log: EventReporter?
    var signals: SignalWatch
    /// The command that repeats the run as a downgrade; `nil` if it cannot be repeated.
    var downgrade: String?

    func run() async -> UpgradeReport {
        var job = job
        let commands = { @Sendable [ports = job.ports, downgrade] (address: TransportAddress?) -> BoardCommands in
            var commands = ports.commands(at: address)
            commands.downgrade = downgrade
            return commands
        }
        job.report = { [report = job.report, progress, log, signals] event in
            let event = event.naming(signals.received).spellingOut(commands(event.address))
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
        report.commands = commands(report.port)
        progress.finish(report.error)
        return report
    }
}
