/// How far a run without faults gets: the places where a fault can be injected.
package struct Extent: Sendable, Hashable {
    /// Bytes from the host.
    package var bytes: Int
    /// Lines from the host.
    package var lines: Int
    /// Calls of `otaupgrade.write`.
    package var calls: Int
    /// Flash operations.
    package var operations: Int
    /// Writes of the host to its port.
    package var writes: Int
}
