import Synchronization
import TransportCore

/// Turns the events of a transport into records.
final class TraceRecorder: Sendable {
    private struct State {
        var start: TransportInstant?
        var last = Duration.zero
        var isWithholding = false
        var echoes: EchoFinder?
    }

    private let sink: @Sendable (TraceRecord) -> Void
    private let state = Mutex(State())

    init(_ sink: @escaping @Sendable (TraceRecord) -> Void) {
        self.sink = sink
    }

    /// Starts or stops to withhold the host's bytes: withheld bytes are only counted.
    func withhold(_ isWithholding: Bool) {
        state.withLock { $0.isWithholding = isWithholding }
    }

    /// Records an event.
    /// - Parameter moment: its time; `nil` if there is no transport to ask, which uses the last known time.
    func note(_ event: TraceEvent, at moment: TransportInstant?) {
        state.withLock { tell(event, at: moment, &$0) }
    }

    func noteToBoard(_ bytes: [UInt8], at moment: TransportInstant) {
        state.withLock { state in
            guard state.isWithholding else { return tell(.toBoard(.shown(bytes)), at: moment, &state) }
            state.echoes = state.echoes ?? EchoFinder()
            state.echoes?.expect(bytes)
            tell(.toBoard(.withheld(count: bytes.count)), at: moment, &state)
        }
    }

    func noteFromBoard(_ bytes: [UInt8], late: Bool, at moment: TransportInstant) {
        state.withLock { state in
            // Withheld bytes may still be echoed after withholding has ended.
            for part in state.echoes?.split(bytes) ?? [.shown(bytes)] {
                let told: TraceBytes =
                    switch part {
                    case .shown(let bytes): .shown(bytes)
                    case .echo(let count, let position): .echo(count: count, position: position)
                    }
                tell(.fromBoard(told, late: late), at: moment, &state)
            }
        }
    }

    // The sink is called under the lock, so it receives records in the order of their times.
    private func tell(_ event: TraceEvent, at moment: TransportInstant?, _ state: inout State) {
        if let moment {
            state.start = state.start ?? moment
            state.last = max(state.last, state.start?.duration(to: moment) ?? .zero)
        }
        sink(TraceRecord(at: state.last, event))
    }
}
