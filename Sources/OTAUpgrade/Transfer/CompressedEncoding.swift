/// The image as tokens for the decoder on the board.
struct CompressedEncoding: TransferEncoding {
    let image: CompressedImage

    var size: Int { image.size }
    var setup: [[UInt8]] { image.setup }
    var pendingLimit: Int { image.options.pendingLimit }
    var isCompressed: Bool { true }

    func lineEnd(from offset: Int) -> Int {
        image.line(from: offset)?.range.upperBound ?? size
    }

    func line(from offset: Int, over wire: any TransferWire, direct: Bool) -> TransferLine {
        // The board is at the end of a line that it accepted completely, so a line starts here.
        guard let line = image.line(from: offset) else { return TransferLine(range: offset..<offset, bytes: []) }
        let check = ChunkCheck.bytes(of: line.payload, at: offset)
        return TransferLine(
            range: line.range,
            bytes: wire.line(check: check, cleanPayload: line.payload, direct: direct)
        )
    }
}
