/// What the host has made of the update that it began last.
public struct BoardUpdate: Sendable, Hashable {
    /// What it passed to `otaupgrade.write`, in the order of the calls.
    public var bytes: [UInt8] = []
    /// Whether it called `otaupgrade.complete` for it.
    public var isCompleted = false
}
