/// Where an application has turned the output of the console to.
struct OutputRedirection {
    /// The function that is told of each piece.
    var reference: Int32
    /// Whether the console shows it as well.
    var isCopied: Bool

    /// What a piece holds at most (`nodemcu-firmware node.c`, `OUTPUT_CHUNK_SIZE`).
    static let pieceSize = 127
}
