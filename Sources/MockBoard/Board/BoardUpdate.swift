/// The host's most recent update.
public struct BoardUpdate: Sendable, Hashable {
    /// The bytes that the host passed to `otaupgrade.write`, in the order of the calls.
    public var bytes: [UInt8] = []
    /// Whether the host called `otaupgrade.complete` for it.
    public var isCompleted = false
}
