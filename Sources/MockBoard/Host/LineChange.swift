package import TransportCore

/// A change of the modem lines by a host.
package struct LineChange: Sendable, Hashable {
    /// The simulated time of the change.
    package var time: TransportInstant
    /// The new state of both lines.
    package var lines: ModemLines
}
