/// A piece of the image as tokens for the decoder on the board.
public struct CompressedLine: Sendable, Hashable {
    /// The bytes of the image that the line produces; at most 2,048.
    public let range: Range<Int>
    /// What follows the two bytes of the check; no byte that would need an escape in a quoted literal or ends a line.
    public let payload: [UInt8]
    /// Whether the board has to write what is pending with this line, where it does not write with every line.
    ///
    /// Such a line goes to the function that writes, with nothing else on the wire until it is answered.
    public let flushes: Bool
}
