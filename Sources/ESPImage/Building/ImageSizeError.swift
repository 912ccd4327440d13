/// Why an image cannot have a certain size.
public struct ImageSizeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The requested size in bytes.
    public var size: Int
    /// Whether an image of this size has no room for the names of its modules.
    var isTooSmall = false

    /// The facts and the next step.
    public var description: String {
        if isTooSmall {
            return
                "An image of \(size) bytes has no room for the names of its modules. Ask for a larger one, or for fewer modules."
        }
        let nearest = (min(max(size, 1024), ImageSegment.sizeLimit - 16) + 15) / 16 * 16
        return "An image cannot have \(size) bytes: the size is a multiple of 16 from 1024 to "
            + "\(ImageSegment.sizeLimit - 16). Ask for \(nearest)."
    }
}
