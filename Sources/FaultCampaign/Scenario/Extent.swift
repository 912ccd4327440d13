/// How far a run without faults goes: the places at which something can go wrong.
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
