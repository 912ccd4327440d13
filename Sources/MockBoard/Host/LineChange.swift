public import TransportCore

/// A change of the modem lines by a host.
public struct LineChange: Sendable, Hashable {
    /// The simulated time of the change.
    public var time: TransportInstant
    /// The new state of both lines.
    public var lines: ModemLines
}
