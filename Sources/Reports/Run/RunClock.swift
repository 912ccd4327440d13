package import FoundationEssentials
import TransportCore

/// The times of a run: the start by the wall clock, and the time since then by the steady clock.
///
/// Setting the host's clock in the meantime changes neither order nor durations.
package struct RunClock: Sendable {
    /// When the run began.
    package let start = Date()
    private let startOnSteadyClock = ContinuousClock.now

    package init() {}

    /// The time since the start.
    package var elapsed: Duration { startOnSteadyClock.duration(to: .now) }

    /// The present time.
    var moment: Date { start.addingTimeInterval(elapsed.seconds) }
}
