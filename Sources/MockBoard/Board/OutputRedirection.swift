/// An application's redirection of the console's output.
struct OutputRedirection {
    /// The function that receives each piece.
    var reference: Int32
    /// Whether the console shows the output as well.
    var isCopied: Bool

    /// The maximum size of a piece (`nodemcu-firmware node.c`, `OUTPUT_CHUNK_SIZE`).
    static let pieceSize = 127
}
