/// How an image is cut into lines for a board, which keeps their contents in memory until it is told to write them.
protocol TransferEncoding: Sendable {
    /// The size of the image in bytes.
    var size: Int { get }
    /// The lines that prepare the board, sent at the prompt before the first line of the image.
    var setup: [[UInt8]] { get }
    /// The most bytes that the board may keep in memory.
    var pendingLimit: Int { get }
    /// Whether the image is compressed.
    var isCompressed: Bool { get }
    /// The end of the line that starts at an offset.
    func lineEnd(from offset: Int) -> Int
    /// The line that carries the image from an offset on.
    /// - Parameter direct: whether the board writes complete pages at once.
    func line(from offset: Int, over wire: any TransferWire, direct: Bool) -> TransferLine
}
