import Compression

/// The image as tokens for the decoder on the board.
struct CompressedEncoding: TransferEncoding {
    let image: CompressedImage
    let size: Int
    private let indices: [Int: Int]

    init(_ image: CompressedImage, size: Int) {
        self.image = image
        self.size = size
        indices = Dictionary(uniqueKeysWithValues: image.lines.indices.map { (image.lines[$0].range.lowerBound, $0) })
    }

    var setup: [[UInt8]] { image.setup }
    var holdsBack: Bool { true }
    var pendingLimit: Int { image.options.pendingLimit }
    var isCompressed: Bool { true }

    func lineEnd(from offset: Int) -> Int {
        indices[offset].map { image.lines[$0].range.upperBound } ?? size
    }

    func line(from offset: Int, over wire: any TransferWire, direct: Bool) -> TransferLine {
        // The board stands at the end of a line that it took whole, so there is one that starts here.
        guard let index = indices[offset] else { return TransferLine(range: offset..<size, bytes: []) }
        let line = image.lines[index]
        let check = ChunkCheck.bytes(of: line.payload, at: offset)
        return TransferLine(range: line.range, bytes: wire.line(check: check, cleanPayload: line.payload, direct: direct))
    }
}
