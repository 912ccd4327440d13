public import TransportCore
public import TransportPosix

/// Serves a mock board on a pseudo terminal, in real time, for any program that opens a serial port.
///
/// What the board says while no host has the terminal open is lost, as on a real port. While a USB console is gone so are
/// the terminal and the link; the console comes back under another path, and the link leads there.
public final class PseudoTerminalServer {
    private let board: Board
    private let link: SymbolicLink?
    private let start = TransportInstant.monotonic
    private var outgoing: [UInt8] = []
    private var hadHost: Bool
    /// When the first host is given what was kept for it; `nil` before it comes, and in the past if nothing is kept.
    ///
    /// A host that opens a port empties its queues, and a ROM that waits for a download says so only once.
    private var backlogIsDue: TransportInstant?

    /// The most that is kept for a host that does not read.
    private static let backlog = 1 << 20
    /// How long a host takes to empty its queues.
    private static let emptying = Duration.milliseconds(20)

    /// Makes a board and gives it power; nothing is served yet.
    /// - Parameter keepsBootText: whether what the board says before the first host opens the terminal is kept for it.
    /// - Throws: if the flash cannot hold its partition table or firmware, or its file cannot be used.
    public init(
        _ configuration: BoardConfiguration,
        link: String?,
        keepsBootText: Bool = false
    ) throws(FactoryFlashError) {
        board = try Board(configuration)
        self.link = link.map(SymbolicLink.init)
        hadHost = !keepsBootText
        backlogIsDue = keepsBootText ? nil : start
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
        try PseudoTerminal(baud: UInt32(board.configuration.baud))
    }

    /// Serves one terminal until the console vanishes; whether it was stopped.
    private func serve(_ terminal: inout PseudoTerminal, until stop: Wakeup) throws(TransportError) -> Bool {
        let losses = board.linkLosses
        while true {
            board.advance(to: elapsed)
            // A server that was stopped meanwhile may find the console gone and back.
            guard board.linkLosses == losses else { return false }
            outgoing += board.takeOutput()
            if terminal.hostIsPresent { noteHost() }
            if mayWrite, !outgoing.isEmpty {
                outgoing.removeFirst(try terminal.write(outgoing[...]))
            }
            if outgoing.count > Self.backlog { outgoing.removeFirst(outgoing.count - Self.backlog) }
            let interest: PseudoTerminal.Events = mayWrite && !outgoing.isEmpty ? [.readable, .writable] : .readable
            let events = terminal.wait(for: interest, until: nextMoment, wakeup: stop)
            if events.contains(.woken) { return true }
            if events.contains(.hostCame) { noteHost() }
            if events.contains(.readable) {
                board.setHost(baud: terminal.hostBaud)
                board.advance(to: elapsed)
                board.receive(try terminal.read())
            }
        }
    }

    private func noteHost() {
        guard !hadHost else { return }
        hadHost = true
        backlogIsDue = .monotonic.advanced(by: board.isInDownloadMode ? Self.emptying : .zero)
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
        let next = min(board.nextEventTime, board.transmitter.nextDelivery)
        let boardIsNext = next == .never ? nil : start.advanced(by: .nanoseconds(next))
        guard let due = backlogIsDue, !mayWrite else { return boardIsNext }
        return min(due, boardIsNext ?? due)
    }
}
