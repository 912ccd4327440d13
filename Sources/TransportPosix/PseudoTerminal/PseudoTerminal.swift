import CTermios
import Glibc
package import TransportCore

/// The board's side of a pseudo terminal, which a host opens as a serial port; served by a loop on one thread.
///
/// The loop calls `wait`, then handles the events; no other method waits. The host can come and go at any time. As on a
/// wire, bytes for an absent host are lost, and bytes that a host has not read are lost when it leaves; its settings
/// stay.
///
/// At the end of the value's lifetime the host sees its port disappear, as when a board is unplugged. A board that comes
/// back is a new value with a new path; `SymbolicLink` gives both the same name.
package struct PseudoTerminal: ~Copyable, Sendable {
    /// The path that a host opens, `/dev/pts/N`.
    package let path: String
    let master: OwnedDescriptor
    var presence: HostPresence
    private var buffer = [UInt8](repeating: 0, count: 4096)

    /// Makes a pseudo terminal that carries all byte values unchanged, without a host.
    /// - Parameters:
    ///   - baud: The initial rate for a host.
    ///   - mode: The permissions of `path`; the system's default if `nil`.
    /// - Throws: `system`.
    package init(baud: UInt32 = 115_200, mode: UInt32? = nil) throws(TransportError) {
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
    package var hostIsPresent: Bool {
        presence.state == .present
    }

    /// The current line rate that the host has set, in bits per second; read from the kernel each time.
    package var hostBaud: Int {
        hostLine.baud
    }

    /// The host's current settings; read from the kernel each time.
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

    /// Reads what the host has sent, at most 4 KiB at a time; an empty array if there is nothing.
    ///
    /// Bytes that a host sent before it left are still available.
    /// - Parameter limit: The maximum number of bytes to read.
    /// - Throws: `system`.
    package mutating func read(atMost limit: Int = .max) throws(TransportError) -> [UInt8] {
        switch master.read(into: &buffer, atMost: limit) {
        case .moved(let count): return Array(buffer[..<count])
        case .notNow, .ended, .failed(EIO): return []
        case .failed(let code): throw .system(path, "read", code)
        }
    }

    /// Writes as many bytes to the host as fit, and returns their number: about 20 KB fit while the host does not read.
    ///
    /// Without a host, all bytes count as written, and are lost.
    /// - Throws: `system`.
    package mutating func write(_ bytes: ArraySlice<UInt8>) throws(TransportError) -> Int {
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
