/// How an image is sent to a board.
struct TransferSetup: Sendable {
    var wire: any TransferWire
    var encoding: any TransferEncoding
    /// The most lines in flight.
    var window: Int
}
