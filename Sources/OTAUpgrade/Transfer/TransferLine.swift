/// A piece of the image as a line for the board's prompt.
struct TransferLine: Sendable, Hashable {
    /// The bytes of the image that it carries.
    var range: Range<Int>
    /// The line without its newline.
    var bytes: [UInt8]
    /// Whether nothing else may be on the wire until it is answered, since the board writes its flash meanwhile.
    var needsQuiet = false
}
