import LuaREPL

/// How an image becomes lines for the board's prompt.
protocol TransferEncoding: Sendable {
    /// The size of the image in bytes.
    var size: Int { get }
    /// The lines that prepare the board's end, sent once before the first of the image.
    var setup: [[UInt8]] { get }
    /// The line that carries the image from an offset on.
    func line(from offset: Int) -> TransferLine
    /// The statement that makes the board write what it still holds; `nil` where every line is written at once.
    var finish: [UInt8]? { get }
}
