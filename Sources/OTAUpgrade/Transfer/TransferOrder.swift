/// What the board is told beside the lines of the image; it answers with the order's number.
///
/// The board handles what it is sent in order, so an answer says that all before it has been handled or is lost.
enum TransferOrder: Sendable, Hashable {
    /// Say which offset is expected next.
    case tellOffset
    /// The same; and hold back in memory what comes from now on.
    case holdBack
    /// Write the whole pages that are in memory to flash.
    case writePages
    /// Write all that is in memory.
    case writeAll
}
