/// The image as it is; each line is written to flash at once.
struct PlainEncoding: TransferEncoding {
    let image: [UInt8]

    var size: Int { image.count }
    var setup: [[UInt8]] { [] }
    var holdsBack: Bool { false }
    var pendingLimit: Int { .max }
    var isCompressed: Bool { false }

    func lineEnd(from offset: Int) -> Int { offset }

    func line(from offset: Int, over wire: any TransferWire, direct: Bool) -> TransferLine {
        wire.plainLine(image, from: offset)
    }
}
