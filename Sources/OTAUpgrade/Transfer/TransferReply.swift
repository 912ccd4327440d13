import LuaREPL

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
    ///
    /// What an application has printed behind the offset, as one that adds a word to each line does, is not looked at.
    init?(frame: [UInt8]) {
        let text = frame.dropFirst()
        switch frame.first {
        case UInt8(ascii: "+"): guard let next = Self.offset(text) else { return nil }; self = .taken(next: next)
        case UInt8(ascii: "-"): guard let next = Self.offset(text) else { return nil }; self = .refused(next: next)
        case UInt8(ascii: "="):
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")),
                let order = Int(String(decoding: text[..<colon], as: UTF8.self)),
                let next = Self.offset(text[(colon + 1)...])
            else { return nil }
            self = .obeyed(order: order, next: next)
        case UInt8(ascii: "!"):
            let marks = text.indices.reversed().filter { text[$0] == UInt8(ascii: "!") }
            guard let mark = marks.first(where: { Self.offset(text[($0 + 1)...]) != nil }),
                let next = Self.offset(text[(mark + 1)...])
            else { return nil }
            self = .failed(message: String(decoding: text[..<mark], as: UTF8.self), next: next)
        default: return nil
        }
    }

    /// The number at the start.
    ///
    /// Only a character that stands between words may follow it: any other is a damaged digit.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        let rest = text.drop { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
        guard rest.first.map({ $0 <= UInt8(ascii: " ") }) ?? true else { return nil }
        return Int(leadingNumber: text)
    }
}
