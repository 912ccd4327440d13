import TransportCore
import TransportPosix

/// The serial line of a server that supports RFC 2217.
extension NetworkPort {
    /// The maximum time that a change of rate waits for the line; to send more before it, wait for answers.
    private static let longestDrain = Duration.milliseconds(250)

    /// Whether the server supports option 44.
    var controlsLine: Bool { wire.negotiator?.agreement == .comPort }

    /// The line rate in bits per second, as reported by the server.
    var baud: Int { wire.negotiator?.baud ?? 0 }

    /// Notes sent bytes, to compute when they have left the server's port at its rate, without network delay.
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
        // Some servers do not answer a request for the current rate.
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

    /// Waits until the line is idle: a server changes the rate immediately, even if its port still has bytes to send.
    private func drain() {
        let end = now.advanced(by: Self.longestDrain)
        _ = flush(until: end)
        let idle = min(end, lineIsBusyUntil)
        while now < idle { _ = wakeup.wait(until: idle) }
    }

    /// The lines as they were last set; initially both asserted, as a server leaves them when it opens its port.
    var modemLines: ModemLines {
        get throws(TransportError) {
            try stopIfClosed()
            return lines ?? ModemLines(dtr: true, rts: true)
        }
    }

    /// Sends each line separately, in an order whose intermediate state does not reset a board with two transistors: if both
    /// are asserted, DTR first, otherwise RTS.
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
