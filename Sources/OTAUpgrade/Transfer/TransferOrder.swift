/// What the host sends besides the lines of the image; the board answers with the order's number.
///
/// The board handles its input in order, so an answer proves that everything sent before has been handled or is lost.
enum TransferOrder: Sendable, Hashable {
    /// Report which offset is expected next.
    case tellOffset
    /// The same, and keep in memory what comes from now on.
    case holdBack
    /// Write the complete pages in memory to flash.
    case writePages
    /// Write everything in memory to flash.
    case writeAll
}
