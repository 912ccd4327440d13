package import TransportCore
package import TransportPosix
package import TransportTrace

/// Serves the board of a trace on a pseudo terminal, for any program that opens a serial port.
///
/// Each host that opens the terminal gets the trace from the start. If the port vanished in the trace, the terminal
/// does too; it returns under another path, and the link is updated.
package final class ReplayServer {
    /// The timing of the board's bytes.
    package enum Pace: Sendable {
        /// The same delay after the host's bytes as in the trace.
        case recorded
        /// Without delays.
        case fast
    }

    private let trace: Trace
    private let pace: Pace
    private let link: SymbolicLink?
    private var replay: TraceReplay
    private var start = TransportInstant.monotonic
    private var outgoing: [UInt8] = []

    /// Creates a server; it does not serve yet.
    package init(_ trace: Trace, pace: Pace = .recorded, link: String?) {
        self.trace = trace
        self.pace = pace
        self.link = link.map(SymbolicLink.init)
        replay = TraceReplay(trace, seeing: .bytes)
    }

    /// Serves the board until `stop` is signalled.
    ///
    /// - Parameter ready: called once, with the path that a host can open: the link's path if there is one.
    /// - Throws: `notAsTraced` if the host does not send what the trace says; `system` if no terminal is available or
    ///   the link cannot be created.
    package func run(until stop: Wakeup, ready: (String) -> Void) throws(TransportError) {
        var terminal = try makeTerminal()
        ready(link?.path ?? terminal.path)
        do throws(TransportError) {
            while try !serve(&terminal, until: stop) {
                // A host that looks now must not find a dangling link: the old terminal is closed after the new one
                // exists.
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

    /// Serves one terminal until the port vanishes in the trace; returns whether it was stopped.
    private func serve(_ terminal: inout PseudoTerminal, until stop: Wakeup) throws(TransportError) -> Bool {
        while true {
            if terminal.hostIsPresent, try say(to: &terminal) { return false }
            let interest: PseudoTerminal.Events = outgoing.isEmpty ? .readable : [.readable, .writable]
            let deadline = terminal.hostIsPresent && outgoing.isEmpty ? nextMoment : nil
            let events = terminal.wait(for: interest, until: deadline, wakeup: stop)
            if events.contains(.woken) { return true }
            if events.contains(.readable) { try hear(try terminal.read(), at: terminal.path) }
            // The next host may open the terminal immediately after the last one has closed it.
            if events.contains(.hostWent) { rewind() }
            if events.contains(.hostCame), replay.isAtStart { start = .monotonic }
        }
    }

    /// Sends the bytes that are due; returns whether the port vanishes now.
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
                nextStep: "Run the same command with the same image, options and token, or record a new trace."
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
