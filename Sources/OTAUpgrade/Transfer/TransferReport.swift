import TransportCore

/// The figures of a transfer.
public struct TransferReport: Sendable, Hashable {
    /// The transfer method.
    public var method: TransferMethod
    /// Whether the image was compressed.
    public var isCompressed: Bool
    /// The most lines in flight.
    public var window: Int
    /// How many bytes of the image the board accepted.
    public var bytes: Int
    /// How many bytes were sent to the board for them.
    public var wireBytes: Int
    /// How many lines were sent again.
    public var retries: Int
    /// How long it took, in the transport's time.
    public var duration: Duration
    /// The line rate in bytes per second; `nil` if the console has none (USB).
    public var lineRate: Double?

    /// Image bytes per second.
    public var bytesPerSecond: Double {
        duration > .zero ? Double(bytes) / duration.seconds : 0
    }

    /// Image bytes per second as a fraction of the line rate.
    public var efficiency: Double? {
        lineRate.map { bytesPerSecond / $0 }
    }
}
