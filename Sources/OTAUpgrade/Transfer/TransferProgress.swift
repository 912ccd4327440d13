/// How far a transfer has come.
public struct TransferProgress: Sendable, Hashable {
    /// Bytes of the image that the board has taken.
    public var bytes: Int
    /// Bytes of the whole image.
    public var total: Int
    /// Bytes that went over the wire.
    public var wireBytes: Int
    /// Lines that were sent again.
    public var retries: Int
    /// Time since the start of the transfer.
    public var elapsed: Duration
}
