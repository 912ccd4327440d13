/// How an image becomes lines for a board.
protocol TransferEncoding: Sendable {
    /// The size of the image in bytes.
    var size: Int { get }
    /// The lines that prepare the board's end, sent at the prompt before the first of the image.
    var setup: [[UInt8]] { get }
    /// Whether the board keeps back what it was sent until it is told to write it.
    var holdsBack: Bool { get }
    /// The most bytes that the board may keep back.
    var pendingLimit: Int { get }
    /// Whether the image goes compressed.
    var isCompressed: Bool { get }
    /// Where the line ends that starts at an offset.
    func lineEnd(from offset: Int) -> Int
    /// The line that carries the image from an offset on.
    func line(from offset: Int, over wire: any TransferWire, direct: Bool) -> TransferLine
}
