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
    /// The command that repeats the run as a downgrade; `nil` if it cannot be repeated.
    var downgrade: String?

    func run() async -> UpgradeReport {
        var job = job
        let commands = { @Sendable [ports = job.ports, downgrade] (address: TransportAddress?) -> BoardCommands in
            var commands = ports.commands(at: address)
            commands.downgrade = downgrade
            return commands
        }
        let reporters = RunReporters([reporter, progress])
        job.report = { [signals] event in
            reporters.take(event.naming(signals.received).spellingOut(commands(event.address)))
        }
        signals.begin { reporters.abandon(signal: $0) }
        var report = await signals.cancelling { [progress, job] in
            await progress.redrawing { await job.run() }
        }
        report.signal = signals.received
        report.commands = commands(report.port)
        progress.finish(report.error)
        return report
    }
}
