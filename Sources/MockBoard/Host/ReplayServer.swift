public import TransportCore
public import TransportPosix
public import TransportTrace

/// Serves the board of a trace on a pseudo terminal, for any program that opens a serial port.
///
/// Each host that opens the terminal gets the trace from its beginning. Where the port went away in the trace the
/// terminal does too; it comes back under another path, and the link is turned to it.
public final class ReplayServer {
    /// When the board's bytes come.
    public enum Pace: Sendable {
        /// As long after what the host sent as in the trace.
        case recorded
        /// At once.
        case fast
    }

    private let trace: Trace
    private let pace: Pace
    private let link: SymbolicLink?
    private var replay: TraceReplay
    private var start = TransportInstant.monotonic
    private var outgoing: [UInt8] = []

    /// Makes a server; nothing is served yet.
    public init(_ trace: Trace, pace: Pace = .recorded, link: String?) {
        self.trace = trace
        self.pace = pace
        self.link = link.map(SymbolicLink.init)
        replay = TraceReplay(trace, seeing: .bytes)
    }

    /// Serves the board until `stop` is raised.
    ///
    /// - Parameter ready: called once, with the path that a host may open: the link's where there is one.
    /// - Throws: `notAsTraced` where the host does not send what the trace says; `system` where no terminal can be had
    ///   or the link cannot be made.
    public func run(until stop: Wakeup, ready: (String) -> Void) throws(TransportError) {
        var terminal = try makeTerminal()
        ready(link?.path ?? terminal.path)
        do throws(TransportError) {
            while try !serve(&terminal, until: stop) {
                // A host that looks at once must not find a link to nowhere: the old one goes when the new one is there.
                terminal = try makeTerminal()
                if replay.isAtEnd { rewind() }
            }
        } catch {
            link?.remove(ifPointingTo: terminal.path)
            throw error
        }
        link?.remove(ifPointingTo: terminal.path)
    }

    private func makeTerminal() throws(TransportError) -> PseudoTerminal {
        let terminal = try PseudoTerminal(baud: UInt32(clamping: recordedBaud))
        try link?.point(to: terminal.path)
        return terminal
    }

    /// Serves one terminal until the port goes away in the trace; whether it was stopped.
    private func serve(_ terminal: inout PseudoTerminal, until stop: Wakeup) throws(TransportError) -> Bool {
        while true {
            if terminal.hostIsPresent, try say(to: &terminal) { return false }
            let interest: PseudoTerminal.Events = outgoing.isEmpty ? .readable : [.readable, .writable]
            let deadline = terminal.hostIsPresent && outgoing.isEmpty ? nextMoment : nil
            let events = terminal.wait(for: interest, until: deadline, wakeup: stop)
            if events.contains(.woken) { return true }
            if events.contains(.readable) { try hear(try terminal.read(), at: terminal.path) }
            // A host that has left may be followed by the next one at once.
            if events.contains(.hostWent) { rewind() }
            if events.contains(.hostCame), replay.isAtStart { start = .monotonic }
        }
    }

    /// Sends what is due; whether the port goes away now.
    private func say(to terminal: inout PseudoTerminal) throws(TransportError) -> Bool {
        var isLost = false
        while let (due, output) = replay.output.first, !isLost, pace == .fast || due <= elapsed {
            _ = replay.takeOutput()
            switch output {
            case .bytes(let bytes, _): outgoing += bytes
            case .nothing: break
            case .failure: isLost = true
            }
        }
        if !outgoing.isEmpty { outgoing.removeFirst(try terminal.write(outgoing[...])) }
        if isLost { outgoing.removeAll() }
        return isLost
    }

    private func hear(_ bytes: [UInt8], at path: String) throws(TransportError) {
        do throws(TraceDifference) {
            try replay.take(bytes, at: elapsed)
        } catch {
            throw TransportError(
                .notAsTraced,
                at: .terminal(path: path),
                error.description,
                nextStep: "Run the same command with the same image, options and --token."
            )
        }
    }

    private func rewind() {
        replay = TraceReplay(trace, seeing: .bytes)
        outgoing.removeAll()
    }

    private var elapsed: Duration { start.duration(to: .monotonic) }

    private var nextMoment: TransportInstant? {
        replay.output.first.map { start.advanced(by: $0.due) }
    }

    private var recordedBaud: Int {
        for case .opened(_, let baud?) in trace.records.map(\.event) { return baud }
        return 115_200
    }
}
