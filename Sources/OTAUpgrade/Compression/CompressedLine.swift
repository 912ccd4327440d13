/// A piece of the image as tokens for the decoder on the board.
struct CompressedLine: Sendable, Hashable {
    /// The bytes of the image that the line produces; at most 2,048.
    let range: Range<Int>
    /// The bytes after the two bytes of the check; none needs an escape in a quoted literal or ends a line.
    let payload: [UInt8]
    /// Whether the board must write what is pending with this line, if it does not write with every line.
    ///
    /// Such a line is sent to the function that writes, and nothing else is sent until it is answered.
    let flushes: Bool
}
