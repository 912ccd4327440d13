/// The image as it is.
struct PlainEncoding: TransferEncoding {
    let image: [UInt8]
    /// The most bytes that the board may keep in memory.
    let pendingLimit: Int

    /// - Parameter heap: how many bytes of memory the board has free; `nil` if it cannot say.
    init(image: [UInt8], heap: Int? = nil) {
        self.image = image
        pendingLimit = min(max((heap ?? 0) / 8, 4096), 16_384) / 256 * 256
    }

    var size: Int { image.count }
    var setup: [[UInt8]] { [] }
    var isCompressed: Bool { false }

    func lineEnd(from offset: Int) -> Int { min(size, offset + FrameWire.capacity) }

    func line(from offset: Int, over wire: any TransferWire, direct: Bool) -> TransferLine {
        wire.plainLine(image, from: offset, direct: direct)
    }
}
