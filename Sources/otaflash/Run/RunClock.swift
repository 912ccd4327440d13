import FoundationEssentials
import TransportCore

/// The times of a run: the start by the wall clock, and the time since then by the steady clock.
///
/// Setting the host's clock in the meantime changes neither order nor durations.
struct RunClock: Sendable {
    /// When the run began.
    let start = Date()
    private let startOnSteadyClock = ContinuousClock.now

    /// The time since the start.
    var elapsed: Duration { startOnSteadyClock.duration(to: .now) }

    /// The present time.
    var moment: Date { start.addingTimeInterval(elapsed.seconds) }
}
