import Synchronization
import TransportCore

/// The conversation of a replay with its host, in simulated time.
final class ReplayHost: Sendable {
    private struct State {
        var replay: TraceReplay
        var now = Duration.zero
        var connection = 0
        var isOpen = false
        var baud = 0
        var lines: ModemLines?
        var difference: TraceDifference?
    }

    let address: TransportAddress
    private let state: Mutex<State>

    /// How much the host's own work may shift its deadlines relative to the trace.
    private static let slack = Duration.seconds(1)

    init(_ trace: Trace) {
        var address = TransportAddress.simulated(name: "trace")
        if case .opened(let recorded, _) = trace.records.first?.event { address = recorded }
        self.address = address
        state = Mutex(State(replay: TraceReplay(trace)))
    }

    var now: TransportInstant {
        TransportInstant(nanoseconds: state.withLock { $0.now.nanoseconds })
    }

    var difference: TraceDifference? { state.withLock { $0.difference } }
    var isAtEnd: Bool { state.withLock { $0.replay.isAtEnd && $0.difference == nil } }

    /// Opens the port.
    /// - Returns: the connection's number, and the line rate if it has one.
    func open() throws(TransportError) -> (number: Int, baud: Int?) {
        try locked { state throws(TransportError) in
            if let difference = state.difference { throw self.error(difference) }
            let expected = state.replay.expected?.event
            // The trace has the duration.
            state.now = max(state.now, state.replay.expectedMoment)
            let event: TraceEvent =
                if case .opened = expected { expected ?? .closed } else { .opened(address, baud: nil) }
            try self.act(.open, as: event, &state)
            state.connection += 1
            state.isOpen = true
            guard case .opened(_, let baud) = event else { return (state.connection, nil) }
            state.baud = baud ?? 0
            return (state.connection, baud)
        }
    }

    func close(_ number: Int) {
        state.withLock { state in
            guard state.isOpen, state.connection == number else { return }
            state.isOpen = false
            guard state.difference == nil else { return }
            do throws(TraceDifference) {
                _ = try state.replay.take(nil, as: .closed, at: state.now)
            } catch {
                state.difference = error
            }
        }
    }

    func write(_ bytes: [UInt8], over number: Int) throws(TransportError) {
        try locked { state throws(TransportError) in
            try self.check(state, number)
            let failure: TraceReplay.Failure?
            do throws(TraceDifference) {
                failure = try state.replay.take(bytes, at: state.now)
            } catch {
                state.difference = error
                throw self.error(error)
            }
            if let failure { throw TransportError(failure.code, at: address, failure.message) }
        }
    }

    func read(until deadline: Duration, over number: Int) throws(TransportError) -> [UInt8] {
        try locked { state throws(TransportError) in
            try self.check(state, number)
            let isLate = state.now >= deadline
            while let (due, output) = state.replay.output.first, due <= deadline + Self.slack {
                // The host's own work takes no time here, so it may read once more after a deadline than in the trace.
                if isLate, !output.isLate, due > deadline { return [] }
                _ = state.replay.takeOutput()
                switch output {
                case .bytes(let bytes, _):
                    state.now = max(state.now, min(due, deadline))
                    return bytes
                case .nothing where due < deadline - Self.slack:
                    // This host waits longer.
                    continue
                case .nothing:
                    state.now = max(state.now, deadline)
                    return []
                case .failure(.read, let code, let message):
                    state.now = max(state.now, min(due, deadline))
                    throw TransportError(code, at: address, message)
                case .failure:
                    continue
                }
            }
            state.now = max(state.now, deadline)
            return []
        }
    }

    func sleep(until deadline: Duration, over number: Int) throws(TransportError) {
        try locked { state throws(TransportError) in
            try self.check(state, number)
            if case .failure(.sleep, let code, let message)? = state.replay.output.first?.1 {
                _ = state.replay.takeOutput()
                throw TransportError(code, at: address, message)
            }
            state.now = max(state.now, deadline)
        }
    }

    var baud: Int { state.withLock { $0.baud } }

    func setBaud(_ baud: Int, over number: Int) throws(TransportError) {
        try locked { state throws(TransportError) in
            try self.check(state, number)
            try self.act(.baud, as: .baud(baud), &state)
            state.baud = baud
        }
    }

    var modemLines: ModemLines? { state.withLock { $0.lines } }

    func setModemLines(_ lines: ModemLines, over number: Int) throws(TransportError) {
        try locked { state throws(TransportError) in
            try self.check(state, number)
            try self.act(.lines, as: .modemLines(lines), &state)
            state.lines = lines
        }
    }

    private func act(_ operation: TraceOperation, as event: TraceEvent, _ state: inout State) throws(TransportError) {
        let failure: TraceReplay.Failure?
        do throws(TraceDifference) {
            failure = try state.replay.take(operation, as: event, at: state.now)
        } catch {
            state.difference = error
            throw self.error(error)
        }
        if let failure { throw TransportError(failure.code, at: address, failure.message) }
    }

    private func check(_ state: State, _ number: Int) throws(TransportError) {
        if Task.isCancelled { throw TransportError(.cancelled, at: address, "Waiting was cancelled.") }
        if let difference = state.difference { throw error(difference) }
        guard state.isOpen, state.connection == number else {
            throw TransportError(.linkLost, at: address, "The transport is closed.")
        }
    }

    private func error(_ difference: TraceDifference) -> TransportError {
        TransportError(
            .notAsTraced,
            at: address,
            difference.description,
            nextStep: "Run the same command with the same image, options and token, or record a new trace."
        )
    }

    private func locked<Result: Sendable>(
        _ body: (inout sending State) throws(TransportError) -> Result
    ) throws(TransportError) -> Result {
        try state.withLock { state throws(TransportError) in try body(&state) }
    }
}

extension TraceReplay.Output {
    /// Whether it belongs to a read that starts after its deadline.
    fileprivate var isLate: Bool {
        switch self {
        case .bytes(_, let late), .nothing(let late): late
        case .failure: true
        }
    }
}
