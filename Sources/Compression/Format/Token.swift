/// One step of the decoder.
enum Token: Sendable, Hashable {
    /// A byte of the image as it is.
    case literal(UInt8)
    /// A copy from not far back.
    case near(length: Int, distance: Int)
    /// A copy from anywhere in the window.
    case far(length: Int, distance: Int)
    /// A copy from as far back as the one before.
    case again(length: Int)
}
