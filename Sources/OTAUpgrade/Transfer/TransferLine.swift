/// A piece of the image as a line for the board, without its line end.
struct TransferLine: Sendable, Hashable {
    /// The bytes of the image that it carries.
    var range: Range<Int>
    /// The bytes on the wire.
    var bytes: [UInt8]
}
