/// What the board says to a line of the transfer: a verdict and the offset that it expects next.
enum TransferReply: Sendable, Hashable {
    /// The chunk was written.
    case taken(next: Int)
    /// The line was damaged or belongs elsewhere, or was only a question; nothing was written.
    case refused(next: Int)
    /// `otaupgrade.write` raised an error.
    case failed(message: String, next: Int)

    /// Reads what follows the frame's mark; `nil` where it is no such reply.
    init?(frame: [UInt8]) {
        let text = String(decoding: frame.dropFirst(), as: UTF8.self)
        switch frame.first {
        case UInt8(ascii: "+"): guard let next = Int(text) else { return nil }; self = .taken(next: next)
        case UInt8(ascii: "-"): guard let next = Int(text) else { return nil }; self = .refused(next: next)
        case UInt8(ascii: "!"):
            guard let mark = text.lastIndex(of: "!"), let next = Int(text[text.index(after: mark)...]) else {
                return nil
            }
            self = .failed(message: String(text[..<mark]), next: next)
        default: return nil
        }
    }
}
