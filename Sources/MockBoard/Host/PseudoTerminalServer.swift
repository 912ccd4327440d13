import ESPDevice
package import TransportCore
package import TransportPosix

/// Serves a mock board on a pseudo terminal, in real time, for any program that opens a serial port.
///
/// The board's output while no host has the terminal open is lost, as on a real port. A board with a line rate takes
/// the host's bytes at that rate, so a faster host has to wait. While a USB console is gone, so are the terminal and
/// the link; the console returns under another path, and the link is updated.
package final class PseudoTerminalServer {
    private let board: Board
    private let link: SymbolicLink?
    private let mode: UInt32?
    private var start = TransportInstant.monotonic
    private var outgoing: [UInt8] = []
    private var hadHost: Bool
    /// When the first host receives the output that was kept for it; `nil` until it comes, and in the past if nothing
    /// is kept.
    ///
    /// A host that opens a port flushes its queues, and a ROM in download mode prints its message only once.
    private var backlogIsDue: TransportInstant?
    /// Until when a host waits for CTS, which never comes.
    private var isHeldUntil: TransportInstant?

    /// The maximum output that is kept for a host that does not read.
    private static let backlog = 1 << 20
    /// The time a host takes to flush its queues.
    private static let emptying = Duration.milliseconds(20)
    /// The maximum number of the host's bytes on the wire: what Linux's serial drivers buffer before they block a
    /// writer.
    private static let wireCapacity = 4096
    /// How often to check a host that waits for CTS.
    private static let holding = Duration.milliseconds(20)

    /// Creates a board and powers it up; it does not serve yet.
    /// - Parameters:
    ///   - keepsBootText: whether the board is powered up now, and its output is kept for the first host that opens the
    ///     terminal. Otherwise the board has already started.
    ///   - mode: the permissions of the terminal; the system's default if `nil`.
    /// - Throws: if the flash cannot hold its partition table or firmware, or its file cannot be used.
    package init(
        _ configuration: BoardConfiguration,
        link: String?,
        keepsBootText: Bool = false,
        mode: UInt32? = nil
    ) throws(FactoryFlashError) {
        board = try Board(configuration)
        self.link = link.map(SymbolicLink.init)
        self.mode = mode
        hadHost = !keepsBootText
        backlogIsDue = keepsBootText ? nil : start
        guard !keepsBootText else { return }
        board.comeUp()
        start = .monotonic.advanced(by: .zero - .nanoseconds(board.now))
    }

    /// Serves the board until `stop` is signalled.
    ///
    /// - Parameter ready: called once, with the path that a host can open: the link's path if there is one.
    /// - Throws: `system` if no terminal is available or the link cannot be created.
    package func run(until stop: Wakeup, ready: (String) -> Void) throws(TransportError) {
        var terminal = try newTerminal()
        try link?.point(to: terminal.path)
        ready(link?.path ?? terminal.path)
        while try !serve(&terminal, until: stop) {
            link?.remove(ifPointingTo: terminal.path)
            // The old one is closed after a new one exists, so that its number is not reused.
            terminal = try newTerminal()
            if waitForLink(until: stop) { return }
            try link?.point(to: terminal.path)
        }
        link?.remove(ifPointingTo: terminal.path)
    }

    private func newTerminal() throws(TransportError) -> PseudoTerminal {
        try PseudoTerminal(baud: UInt32(board.configuration.baud), mode: mode)
    }

    /// Serves one terminal until the console vanishes; returns whether it was stopped.
    private func serve(_ terminal: inout PseudoTerminal, until stop: Wakeup) throws(TransportError) -> Bool {
        let losses = board.linkLosses
        while true {
            board.advance(to: elapsed)
            // The console may have vanished and returned while the server was suspended.
            guard board.isLinked, board.linkLosses == losses else { return false }
            try deliver(to: &terminal)
            let events = terminal.wait(for: interest, until: nextMoment, wakeup: stop)
            if events.contains(.woken) { return true }
            if events.contains(.hostWent) { try forgetHost(of: &terminal) }
            if events.contains(.hostCame) { noteHost() }
            if events.contains(.readable) { try receive(from: &terminal) }
        }
    }

    /// Delivers the board's output, which is lost while there is no host.
    private func deliver(to terminal: inout PseudoTerminal) throws(TransportError) {
        outgoing += board.takeOutput()
        if terminal.hostIsPresent, mayWrite, !outgoing.isEmpty {
            outgoing.removeFirst(try terminal.write(outgoing[...]))
        }
        if hadHost, !terminal.hostIsPresent { outgoing.removeAll() }
        if outgoing.count > Self.backlog { outgoing.removeFirst(outgoing.count - Self.backlog) }
        setHostLine(of: terminal)
    }

    private func receive(from terminal: inout PseudoTerminal) throws(TransportError) {
        if setHostLine(of: terminal).waitsForCTS, board.configuration.console == .uart {
            isHeldUntil = .monotonic.advanced(by: Self.holding)
            if !terminal.hostIsPresent { try forgetHost(of: &terminal) }
            return
        }
        isHeldUntil = nil
        board.advance(to: elapsed)
        board.receive(try terminal.read(atMost: Self.wireCapacity - board.bytesOnWire))
    }

    /// When a host closes its port, its unread input and unsent output are lost.
    private func forgetHost(of terminal: inout PseudoTerminal) throws(TransportError) {
        outgoing.removeAll()
        guard isHeldUntil != nil else { return }
        isHeldUntil = nil
        // Reads no more than a terminal buffers: later bytes come from the next host.
        for _ in 0..<8 where try terminal.read().isEmpty { return }
    }

    @discardableResult
    private func setHostLine(of terminal: borrowing PseudoTerminal) -> HostLine {
        let line = terminal.hostLine
        board.setHost(baud: line.baud, format: LineFormat(stopBits: line.hasTwoStopBits ? 2 : 1))
        return line
    }

    private var isHeld: Bool {
        isHeldUntil.map { .monotonic < $0 } ?? false
    }

    private var interest: PseudoTerminal.Events {
        var interest: PseudoTerminal.Events = isHeld || board.bytesOnWire >= Self.wireCapacity ? [] : .readable
        if mayWrite, !outgoing.isEmpty { interest.insert(.writable) }
        return interest
    }

    private func noteHost() {
        guard hadHost else {
            hadHost = true
            backlogIsDue = .monotonic.advanced(by: board.isInDownloadMode ? Self.emptying : .zero)
            return
        }
        // Output from before the host came is lost.
        board.advance(to: elapsed)
        _ = board.takeOutput()
    }

    private var mayWrite: Bool {
        guard let due = backlogIsDue else { return false }
        return due <= .monotonic
    }

    /// Advances the time until the console is back; returns whether it was stopped.
    private func waitForLink(until stop: Wakeup) -> Bool {
        outgoing.removeAll()
        while !board.isLinked {
            if stop.wait(until: nextMoment) { return true }
            board.advance(to: elapsed)
        }
        return false
    }

    private var elapsed: SimulatedTime {
        start.duration(to: .monotonic).nanoseconds
    }

    private var nextMoment: TransportInstant? {
        // Half of the adapter's latency is late enough to save most iterations over USB, where bytes take no time.
        let next = max(board.nextNoticeTime, board.now + board.transmitter.latency / 2)
        let moments = [
            next == .never ? nil : start.advanced(by: .nanoseconds(next)), mayWrite ? nil : backlogIsDue,
            isHeld ? isHeldUntil : nil,
        ]
        return moments.compactMap { $0 }.min()
    }
}
