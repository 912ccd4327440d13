/// The line settings that a host has made on a pseudo terminal, as far as they would affect a wire.
///
/// The kernel always uses eight bits without parity there (Linux `pty.c`, `pty_set_termios`).
package struct HostLine: Sendable, Hashable {
    /// The line rate in bits per second.
    package var baud: Int
    /// Whether it sends two stop bits.
    package var hasTwoStopBits: Bool
    /// Whether it sends only while the other side raises CTS.
    package var waitsForCTS: Bool
}
