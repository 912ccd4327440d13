/// A piece of the image as tokens for the decoder on the board.
public struct CompressedLine: Sendable, Hashable {
    /// The bytes of the image that the line produces; at most 2,048.
    public let range: Range<Int>
    /// What goes into the quotes after the two bytes of the check.
    ///
    /// Every byte can stand raw in a quoted literal.
    public let payload: [UInt8]
    /// Whether the board has to write what is pending with this line, where it does not write with every line.
    ///
    /// Such a line has the `writingHead`, with nothing else on the wire until it is answered.
    public let flushes: Bool

    /// The payload as a line for the prompt, without its newline.
    ///
    /// - Parameters:
    ///   - head: the function that takes it, not longer than that of the options.
    ///   - check: the two bytes that guard it, both above 127.
    public func bytes(head: String, check: [UInt8]) -> [UInt8] {
        Array(head.utf8) + [UInt8(ascii: "\"")] + check + payload + [UInt8(ascii: "\"")]
    }
}
