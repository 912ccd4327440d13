import CTermios
import Glibc
import TransportCore

/// An open serial port that never waits: locked, in raw mode, and restored at the end of its lifetime.
struct SerialLine: ~Copyable, Sendable {
    let path: String
    let descriptor: OwnedDescriptor
    private(set) var baud: Int
    private let found: PortSettings
    private var modemLinesChanged = false
    private var latency: PortLatency?

    /// The tolerance of a driver's rate: half of what 8N1 tolerates; the other half is for the board.
    private static let rateTolerance = 0.025

    /// Takes over a descriptor whose settings were read but not changed yet.
    init(_ path: String, _ descriptor: consuming OwnedDescriptor, _ found: PortSettings) {
        self.path = path
        self.descriptor = descriptor
        self.found = found
        baud = 0
    }

    deinit {
        latency?.restore(descriptor)
        found.restore(descriptor, modemLinesChanged: modemLinesChanged)
        // A child that was forked a moment ago still has the descriptor, until it runs its program.
        _ = flock(descriptor.raw, LOCK_UN)
    }

    /// The number of written bytes that have not been sent; `nil` if the port has disappeared.
    var outputQueued: Int? {
        let count = ctermios_output_queued(descriptor.raw)
        return count < 0 ? nil : Int(count)
    }

    /// The port's descriptor, to wait for.
    func watch(for events: Int32) -> Watch {
        Watch(descriptor, events)
    }

    /// Makes the driver pass on received bytes immediately, if this user has permission.
    mutating func lowerLatency(sysfs: String) {
        latency = latency ?? PortLatency(lowering: descriptor, path: path, sysfs: sysfs)
    }

    /// When new settings take effect.
    enum Moment {
        case atOnce
        /// Blocks until the adapter has sent everything, so wait for `outputQueued` to drain first.
        case afterOutput
    }

    /// Sets raw mode and a rate, which is read back from the driver.
    mutating func setBaud(_ baud: Int, _ moment: Moment) throws(TransportError) {
        guard let rate = UInt32(exactly: baud), rate > 0 else { throw .rate(path, asked: baud, got: nil) }
        var before = ctermios_settings()
        try check("TCGETS2", ctermios_get_settings(descriptor.raw, &before))
        var settings = found.raw(baud: rate)
        let result =
            switch moment {
            case .atOnce: ctermios_set_settings(descriptor.raw, &settings)
            case .afterOutput: ctermios_set_settings_after_output(descriptor.raw, &settings)
            }
        guard result != -EINVAL else { throw .rate(path, asked: baud, got: nil) }
        try check("TCSETS2", result)
        try check("TCGETS2", ctermios_get_settings(descriptor.raw, &settings))
        let got = Int(ctermios_baud(&settings))
        guard abs(Double(got - baud)) <= Double(baud) * Self.rateTolerance else {
            _ = ctermios_set_settings(descriptor.raw, &before)
            throw .rate(path, asked: baud, got: got)
        }
        self.baud = baud
    }

    /// DTR and RTS; `nil` if the port has no such lines.
    func modemLines() throws(TransportError) -> ModemLines? {
        guard let bits = try modemBits() else { return nil }
        return ModemLines(dtr: bits & TIOCM_DTR != 0, rts: bits & TIOCM_RTS != 0)
    }

    /// Sets both lines with one system call, which drivers send as one request; ignored if the port has no such lines.
    mutating func setModemLines(_ lines: ModemLines) throws(TransportError) {
        guard var bits = try modemBits() else { return }
        bits &= ~(TIOCM_DTR | TIOCM_RTS)
        bits |= (lines.dtr ? TIOCM_DTR : 0) | (lines.rts ? TIOCM_RTS : 0)
        modemLinesChanged = true
        try check("TIOCMSET", ctermios_set_modem_lines(descriptor.raw, bits))
    }

    private func modemBits() throws(TransportError) -> Int32? {
        let bits = ctermios_get_modem_lines(descriptor.raw)
        guard bits != -ENOTTY, bits != -EINVAL else { return nil }
        try check("TIOCMGET", min(bits, 0))
        return bits
    }

    private func check(_ call: String, _ result: Int32) throws(TransportError) {
        guard result == 0 else { throw .using(path, call, -result) }
    }
}
