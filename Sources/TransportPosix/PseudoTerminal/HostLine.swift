/// What a host has set on a pseudo terminal of what a wire would feel.
///
/// The kernel keeps eight bits without parity there, whatever a host asks for (Linux `pty.c`, `pty_set_termios`).
package struct HostLine: Sendable, Hashable {
    /// In bits per second.
    package var baud: Int
    /// Whether it sends two stop bits.
    package var hasTwoStopBits: Bool
    /// Whether it sends only while the other side raises CTS.
    package var waitsForCTS: Bool
}
