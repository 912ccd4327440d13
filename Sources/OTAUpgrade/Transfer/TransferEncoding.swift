/// How an image becomes lines for a board, which keeps them in memory until it is to write them.
protocol TransferEncoding: Sendable {
    /// The size of the image in bytes.
    var size: Int { get }
    /// The lines that prepare the board's end, sent at the prompt before the first of the image.
    var setup: [[UInt8]] { get }
    /// The most bytes that the board may keep in memory.
    var pendingLimit: Int { get }
    /// Whether the image goes compressed.
    var isCompressed: Bool { get }
    /// Where the line ends that starts at an offset.
    func lineEnd(from offset: Int) -> Int
    /// The line that carries the image from an offset on.
    /// - Parameter direct: whether the board writes whole pages at once.
    func line(from offset: Int, over wire: any TransferWire, direct: Bool) -> TransferLine
}
