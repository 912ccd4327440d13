import OTAUpgrade
import Synchronization
import TransportCore

/// Receives the events of a run and measures how long its phases take.
final class PhaseClock: Sendable {
    fileprivate struct State {
        var times: [PhaseTime] = []
        var start = TransportInstant(nanoseconds: 0)
        var progress = TransportInstant(nanoseconds: 0)
    }

    private let state = Mutex(State())

    func take(_ event: UpgradeEvent, at now: TransportInstant) {
        state.withLock { state in
            switch event {
            case .phaseStarted(let phase, let limit):
                state.end(at: now)
                state.times.append(PhaseTime(phase: phase, limit: limit, duration: .zero, longestGap: .zero))
            case .progress: state.progress(at: now)
            default: break
            }
        }
    }

    /// The phases of a run that has ended.
    func times(endingAt now: TransportInstant) -> [PhaseTime] {
        state.withLock { state in
            state.end(at: now)
            return state.times
        }
    }
}

extension PhaseClock.State {
    fileprivate mutating func progress(at now: TransportInstant) {
        guard let last = times.indices.last else { return }
        times[last].longestGap = max(times[last].longestGap, progress.duration(to: now))
        progress = now
    }

    fileprivate mutating func end(at now: TransportInstant) {
        progress(at: now)
        if let last = times.indices.last { times[last].duration = start.duration(to: now) }
        (start, progress) = (now, now)
    }
}
