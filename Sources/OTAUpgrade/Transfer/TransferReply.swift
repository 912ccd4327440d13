/// What the board says to a line of the transfer: a verdict and the offset that it expects next.
enum TransferReply: Sendable, Hashable {
    /// The line was taken.
    case taken(next: Int)
    /// The line was damaged or belongs elsewhere; nothing of it was taken.
    case refused(next: Int)
    /// The order of this number was carried out, and so was everything that was sent before it.
    case obeyed(order: Int, next: Int)
    /// `otaupgrade.write` raised an error.
    case failed(message: String, next: Int)

    /// Reads what follows the frame's mark; `nil` if it is no such reply.
    init?(frame: [UInt8]) {
        let text = String(decoding: frame.dropFirst(), as: UTF8.self)
        switch frame.first {
        case UInt8(ascii: "+"): guard let next = Int(text) else { return nil }; self = .taken(next: next)
        case UInt8(ascii: "-"): guard let next = Int(text) else { return nil }; self = .refused(next: next)
        case UInt8(ascii: "="):
            let numbers = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
            guard numbers.count == 2, let order = numbers[0], let next = numbers[1] else { return nil }
            self = .obeyed(order: order, next: next)
        case UInt8(ascii: "!"):
            guard let mark = text.lastIndex(of: "!"), let next = Int(text[text.index(after: mark)...]) else {
                return nil
            }
            self = .failed(message: String(text[..<mark]), next: next)
        default: return nil
        }
    }
}
