import CTermios
import Glibc

/// The original settings of a port: everything that its use changes.
struct PortSettings: Sendable {
    private let terminal: ctermios_settings
    let isExclusive: Bool
    private let modemLines: Int32?

    /// Reads the settings of an open terminal; fails with an `errno`, `ENOTTY` if it is not a terminal.
    init(of descriptor: borrowing OwnedDescriptor) throws(SystemCallError) {
        var terminal = ctermios_settings()
        let result = ctermios_get_settings(descriptor.raw, &terminal)
        guard result == 0 else { throw SystemCallError("TCGETS2", -result) }
        self.terminal = terminal
        isExclusive = ctermios_is_exclusive(descriptor.raw) == 1
        let bits = ctermios_get_modem_lines(descriptor.raw)
        modemLines = bits < 0 ? nil : bits
    }

    /// Restores everything immediately; bytes that wait to be sent or read are discarded.
    ///
    /// Does not throw: a port that has disappeared needs no restoration.
    /// - Parameter modemLinesChanged: Whether DTR and RTS were set meanwhile.
    func restore(_ descriptor: borrowing OwnedDescriptor, modemLinesChanged: Bool) {
        // Otherwise close(2) waits up to 30 s for output that the board does not read (closing_wait).
        tcflush(descriptor.raw, TCIOFLUSH)
        withUnsafePointer(to: terminal) { _ = ctermios_set_settings(descriptor.raw, $0) }
        let linesFallOnClose = withUnsafePointer(to: terminal) { ctermios_hangs_up_on_close($0) }
        if modemLinesChanged, !linesFallOnClose { lowerLines(descriptor) }
        _ = ctermios_set_exclusive(descriptor.raw, isExclusive)
    }

    /// Lowers the lines that were originally low; raising RTS would hold a board in reset if RTS is wired to EN.
    private func lowerLines(_ descriptor: borrowing OwnedDescriptor) {
        let bits = ctermios_get_modem_lines(descriptor.raw)
        guard let modemLines, bits >= 0 else { return }
        let lowered = bits & ~(~modemLines & (TIOCM_DTR | TIOCM_RTS))
        if lowered != bits { _ = ctermios_set_modem_lines(descriptor.raw, lowered) }
    }

    /// The settings that carry all byte values unchanged, at any rate.
    func raw(baud: UInt32) -> ctermios_settings {
        var settings = terminal
        ctermios_make_raw(&settings)
        ctermios_set_baud(&settings, baud)
        return settings
    }
}
