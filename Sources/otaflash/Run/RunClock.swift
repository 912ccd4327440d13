import FoundationEssentials
import TransportCore

/// The dates of a run: the wall clock tells when it began, the steady clock what has passed since.
///
/// A clock of the host that is set meanwhile changes neither order nor durations.
struct RunClock: Sendable {
    /// When the run began.
    let start = Date()
    private let startOnSteadyClock = ContinuousClock.now

    /// How long it runs.
    var elapsed: Duration { startOnSteadyClock.duration(to: .now) }

    /// The present time.
    var moment: Date { start.addingTimeInterval(elapsed.seconds) }
}
