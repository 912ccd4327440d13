import CTermios
import Glibc
import TransportCore

/// An open serial port that never waits: locked, set raw, and given back as it was found at the end of its life.
struct SerialLine: ~Copyable, Sendable {
    let path: String
    let descriptor: OwnedDescriptor
    private(set) var baud: Int
    private let found: PortSettings
    private var modemLinesChanged = false
    private var latency: PortLatency?

    /// How far a driver may miss a rate: half of what 8N1 tolerates, the rest is the board's.
    private static let rateTolerance = 0.025

    /// Takes over a descriptor whose settings were taken down and not touched yet.
    init(_ path: String, _ descriptor: consuming OwnedDescriptor, _ found: PortSettings) {
        self.path = path
        self.descriptor = descriptor
        self.found = found
        baud = 0
    }

    deinit {
        latency?.restore(descriptor)
        found.restore(descriptor, modemLinesChanged: modemLinesChanged)
    }

    /// Bytes that were written and have not left; `nil` where the port has gone.
    var outputQueued: Int? {
        let count = ctermios_output_queued(descriptor.raw)
        return count < 0 ? nil : Int(count)
    }

    /// The port as something to wait for.
    func watch(for events: Int32) -> Watch {
        Watch(descriptor, events)
    }

    /// Lets the driver hand over at once what comes, as far as this user may.
    mutating func lowerLatency(sysfs: String) {
        latency = latency ?? PortLatency(lowering: descriptor, path: path, sysfs: sysfs)
    }

    /// When new settings take effect.
    enum Moment {
        case atOnce
        /// Blocks for as long as the adapter takes, so let `outputQueued` run down before.
        case afterOutput
    }

    /// Sets the port raw, at a rate that is read back from the driver.
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

    /// DTR and RTS; `nil` where the port has no such lines.
    func modemLines() throws(TransportError) -> ModemLines? {
        guard let bits = try modemBits() else { return nil }
        return ModemLines(dtr: bits & TIOCM_DTR != 0, rts: bits & TIOCM_RTS != 0)
    }

    /// Sets both lines by one system call, which drivers send as one request; nothing where the port has no such lines.
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
