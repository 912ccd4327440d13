import TransportCore
import TransportPosix

/// The serial line behind a server that knows RFC 2217.
extension NetworkPort {
    /// How long a change of rate waits for the line at most; who sends more than that takes has to wait for answers.
    private static let longestDrain = Duration.milliseconds(250)

    /// Whether the server knows option 44.
    var controlsLine: Bool { wire.negotiator?.agreement == .comPort }

    /// The line rate in bits per second, as far as the server says.
    var baud: Int { wire.negotiator?.baud ?? 0 }

    /// What was sent has left the server's port by then, at its rate and if the network takes no time.
    func noteSent(_ bytes: Int) {
        guard let baud = wire.negotiator?.baud, baud > 0 else { return }
        let start = max(now, lineIsBusyUntil)
        lineIsBusyUntil = start.advanced(by: .nanoseconds(Int64(bytes) * 10_000_000_000 / Int64(baud)))
    }

    func setBaud(_ baud: Int) throws(TransportError) {
        try stopIfClosed()
        if let loss { throw loss }
        guard let rate = UInt32(exactly: baud), rate > 0 else { throw .rate(address, asked: baud, got: nil) }
        let before = self.baud
        // Some servers do not answer to what is so already.
        guard baud != before else { return }
        drain()
        try request(rate)
        guard case .other(let got) = wire.negotiator?.rateAnswer else { return }
        if let before = UInt32(exactly: before) { try request(before) }
        throw .rate(address, asked: baud, got: got)
    }

    private func request(_ rate: UInt32) throws(TransportError) {
        wire.negotiator?.request(baud: rate, at: now)
        try exchange()
    }

    /// A server changes the rate as soon as it is told to, whatever its port has still to send.
    private func drain() {
        let end = now.advanced(by: Self.longestDrain)
        _ = flush(until: end)
        let idle = min(end, lineIsBusyUntil)
        while now < idle { _ = wakeup.wait(until: idle) }
    }

    /// The lines as they were set; before that as a server's opening of its port leaves them, asserted both.
    var modemLines: ModemLines {
        get throws(TransportError) {
            try stopIfClosed()
            return lines ?? ModemLines(dtr: true, rts: true)
        }
    }

    /// Sends each line by itself, in the order whose state between does not reset a board of two transistors: of two that
    /// are asserted DTR comes first, else RTS.
    func setModemLines(_ new: ModemLines) throws(TransportError) {
        try stopIfClosed()
        if let loss { throw loss }
        let dtr = COMPortOption.setControl(.dtr(new.dtr))
        let rts = COMPortOption.setControl(.rts(new.rts))
        for command in new.dtr && new.rts ? [dtr, rts] : [rts, dtr] {
            wire.negotiator?.say(command)
        }
        lines = new
        _ = flush(until: now.advanced(by: .seconds(1)))
        if let loss { throw loss }
    }
}
