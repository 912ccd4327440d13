public import TransportCore
public import TransportPosix

/// Serves a mock board on a pseudo terminal, in real time, for any program that opens a serial port.
///
/// What the board says while no host has the terminal open is lost, as on a real port. A paced board takes the host's bytes
/// at the pace of its line, so that a host that writes faster has to wait. While a USB console is gone so are the terminal
/// and the link; the console comes back under another path, and the link leads there.
public final class PseudoTerminalServer {
    private let board: Board
    private let link: SymbolicLink?
    private let mode: UInt32?
    private var start = TransportInstant.monotonic
    private var outgoing: [UInt8] = []
    private var hadHost: Bool
    /// When the first host is given what was kept for it; `nil` before it comes, and in the past if nothing is kept.
    ///
    /// A host that opens a port empties its queues, and a ROM that waits for a download says so only once.
    private var backlogIsDue: TransportInstant?
    /// Until when a host waits for a CTS that does not come.
    private var isHeldUntil: TransportInstant?

    /// The most that is kept for a host that does not read.
    private static let backlog = 1 << 20
    /// How long a host takes to empty its queues.
    private static let emptying = Duration.milliseconds(20)
    /// How much of the host's is on the wire at most, as much as Linux's serial drivers take before they let a writer wait.
    private static let wireCapacity = 4096
    /// How often a host that waits for CTS is looked at.
    private static let holding = Duration.milliseconds(20)

    /// Makes a board and gives it power; nothing is served yet.
    /// - Parameters:
    ///   - keepsBootText: whether the board gets its power now, and what it says before the first host opens the terminal
    ///     is kept for it. Without it the board has come up before.
    ///   - mode: the permissions of the terminal; those that the system gives if `nil`.
    /// - Throws: if the flash cannot hold its partition table or firmware, or its file cannot be used.
    public init(
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

    /// Serves the board until `stop` is raised.
    ///
    /// - Parameter ready: called once, with the path that a host may open: the link's where there is one.
    /// - Throws: `system` where no terminal can be had or the link cannot be made.
    public func run(until stop: Wakeup, ready: (String) -> Void) throws(TransportError) {
        var terminal = try newTerminal()
        try link?.point(to: terminal.path)
        ready(link?.path ?? terminal.path)
        while try !serve(&terminal, until: stop) {
            link?.remove(ifPointingTo: terminal.path)
            // The old one is closed once there is a new one, so that its number is not given again.
            terminal = try newTerminal()
            if waitForLink(until: stop) { return }
            try link?.point(to: terminal.path)
        }
        link?.remove(ifPointingTo: terminal.path)
    }

    private func newTerminal() throws(TransportError) -> PseudoTerminal {
        try PseudoTerminal(baud: UInt32(board.configuration.baud), mode: mode)
    }

    /// Serves one terminal until the console vanishes; whether it was stopped.
    private func serve(_ terminal: inout PseudoTerminal, until stop: Wakeup) throws(TransportError) -> Bool {
        let losses = board.linkLosses
        while true {
            board.advance(to: elapsed)
            // A server that was stopped meanwhile may find the console gone and back.
            guard board.isLinked, board.linkLosses == losses else { return false }
            try deliver(to: &terminal)
            let events = terminal.wait(for: interest, until: nextMoment, wakeup: stop)
            if events.contains(.woken) { return true }
            if events.contains(.hostWent) { try forgetHost(of: &terminal) }
            if events.contains(.hostCame) { noteHost() }
            if events.contains(.readable) { try receive(from: &terminal) }
        }
    }

    /// Hands over what the board has said; nobody hears it while there is no host.
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

    /// What a host left unread is gone when it closes its port, and so is what it could not send.
    private func forgetHost(of terminal: inout PseudoTerminal) throws(TransportError) {
        outgoing.removeAll()
        guard isHeldUntil != nil else { return }
        isHeldUntil = nil
        // No more than a terminal keeps: what comes later is the next host's.
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
        // What had left the board before it came is gone.
        board.advance(to: elapsed)
        _ = board.takeOutput()
    }

    private var mayWrite: Bool {
        guard let due = backlogIsDue else { return false }
        return due <= .monotonic
    }

    /// Lets time pass until the console is back; whether it was stopped.
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
        // Half of what the adapter waits anyway is late enough to spare most turns over USB, where bytes take no time.
        let next = max(board.nextNoticeTime, board.now + board.transmitter.latency / 2)
        let moments = [
            next == .never ? nil : start.advanced(by: .nanoseconds(next)), mayWrite ? nil : backlogIsDue,
            isHeld ? isHeldUntil : nil,
        ]
        return moments.compactMap { $0 }.min()
    }
}
