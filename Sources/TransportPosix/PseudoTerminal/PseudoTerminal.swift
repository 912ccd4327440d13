import CTermios
import Glibc
public import TransportCore

/// The board's side of a pseudo terminal: what a host opens as a serial port, served by a loop on one thread.
///
/// A loop calls `wait`, then does what the events say; nothing else here waits. The host may come and go as often as it
/// likes. As on a wire, bytes for a host that is not there are gone, and what a host left unread is gone when it
/// leaves; the settings that it made stay.
///
/// At the end of the value's life the host sees its port vanish, as when a board is unplugged. A board that comes back
/// is a new value with a new path; `SymbolicLink` gives both one name.
public struct PseudoTerminal: ~Copyable, Sendable {
    /// The path that a host opens, `/dev/pts/N`.
    public let path: String
    let master: OwnedDescriptor
    var presence: HostPresence
    private var buffer = [UInt8](repeating: 0, count: 4096)

    /// Makes a pseudo terminal that carries all byte values unchanged, with no host yet.
    /// - Parameters:
    ///   - baud: The rate that a host finds set.
    ///   - mode: The permissions of `path`; those that the system gives if `nil`.
    /// - Throws: `system`.
    public init(baud: UInt32 = 115_200, mode: UInt32? = nil) throws(TransportError) {
        var name = [CChar](repeating: 0, count: 64)
        let result = ctermios_open_master(&name, name.count)
        guard result >= 0 else { throw .system("/dev/ptmx", "open", -result) }
        let master = OwnedDescriptor(adopting: result)
        let path = name.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        var settings = ctermios_settings()
        try Self.check(path, "TCGETS2", ctermios_get_settings(master.raw, &settings))
        ctermios_make_raw(&settings)
        ctermios_set_baud(&settings, baud)
        try Self.check(path, "TCSETS2", ctermios_set_settings(master.raw, &settings))
        let presence = try HostPresence(path)
        if let mode, chmod(path, mode) != 0 { throw .system(path, "chmod", errno) }
        self.presence = presence
        self.master = master
        self.path = path
    }

    /// Whether a host has the terminal open, as far as `wait` and `write` have seen.
    public var hostIsPresent: Bool {
        presence.state == .present
    }

    /// The line rate that the host has set, in bits per second; asked of the kernel, so it is always the present one.
    public var hostBaud: Int {
        hostLine.baud
    }

    /// What the host has set; asked of the kernel, so it is always what holds now.
    package var hostLine: HostLine {
        var settings = ctermios_settings()
        guard ctermios_get_settings(master.raw, &settings) == 0 else {
            return HostLine(baud: 0, hasTwoStopBits: false, waitsForCTS: false)
        }
        return HostLine(
            baud: Int(ctermios_baud(&settings)),
            hasTwoStopBits: ctermios_has_two_stop_bits(&settings),
            waitsForCTS: ctermios_waits_for_cts(&settings)
        )
    }

    /// Takes what the host has sent, at most 4 KiB at a time; nothing where nothing is there.
    ///
    /// What a host sent before it left is still there.
    /// - Parameter limit: The most bytes to take.
    /// - Throws: `system`.
    public mutating func read(atMost limit: Int = .max) throws(TransportError) -> [UInt8] {
        switch master.read(into: &buffer, atMost: limit) {
        case .moved(let count): return Array(buffer[..<count])
        case .notNow, .ended, .failed(EIO): return []
        case .failed(let code): throw .system(path, "read", code)
        }
    }

    /// Hands bytes over to the host, as many as fit, and says how many: about 20 KB fit while the host does not read.
    ///
    /// Where no host is there all bytes count as handed over, and are gone.
    /// - Throws: `system`.
    public mutating func write(_ bytes: ArraySlice<UInt8>) throws(TransportError) -> Int {
        guard !bytes.isEmpty else { return 0 }
        presence.update(master)
        guard presence.state == .present else { return bytes.count }
        switch master.write(bytes) {
        case .moved(let count): return count
        case .notNow: return 0
        case .ended, .failed(EIO): return bytes.count
        case .failed(let code): throw .system(path, "write", code)
        }
    }

    private static func check(_ path: String, _ call: String, _ result: Int32) throws(TransportError) {
        guard result == 0 else { throw .system(path, call, -result) }
    }
}
