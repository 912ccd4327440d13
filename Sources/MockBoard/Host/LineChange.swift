public import TransportCore

/// A change of the modem lines that a host has made.
public struct LineChange: Sendable, Hashable {
    /// When, in simulated time.
    public var time: TransportInstant
    /// What both lines were set to.
    public var lines: ModemLines
}
