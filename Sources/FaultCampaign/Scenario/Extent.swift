/// How far a run without faults gets: the places where a fault can be injected.
public struct Extent: Sendable, Hashable {
    /// Bytes from the host.
    public var bytes: Int
    /// Lines from the host.
    public var lines: Int
    /// Calls of `otaupgrade.write`.
    public var calls: Int
    /// Flash operations.
    public var operations: Int
    /// Writes of the host to its port.
    public var writes: Int
}
