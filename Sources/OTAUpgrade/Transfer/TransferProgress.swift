/// The progress of a transfer.
public struct TransferProgress: Sendable, Hashable {
    /// Bytes of the image that the board has accepted.
    public var bytes: Int
    /// Size of the complete image in bytes.
    public var total: Int
    /// Bytes that were sent.
    public var wireBytes: Int
    /// Lines that were sent again.
    public var retries: Int
    /// Time since the start of the transfer.
    public var elapsed: Duration
}
