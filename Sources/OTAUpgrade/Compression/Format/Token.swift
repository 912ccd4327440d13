/// One step of the decoder.
enum Token: Sendable, Hashable {
    /// A literal byte of the image.
    case literal(UInt8)
    /// A copy from nearby.
    case near(length: Int, distance: Int)
    /// A copy from anywhere in the window.
    case far(length: Int, distance: Int)
    /// A copy from the last distance.
    case again(length: Int)
}
