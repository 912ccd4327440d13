import LuaREPL

/// The board's reply to a line of the transfer: a verdict and the offset that it expects next.
enum TransferReply: Sendable, Hashable {
    /// The line was accepted.
    case taken(next: Int)
    /// The line was damaged or belongs elsewhere; nothing of it was accepted.
    case refused(next: Int)
    /// The order of this number was carried out, and so was everything that was sent before it.
    case obeyed(order: Int, next: Int)
    /// `otaupgrade.write` raised an error.
    case failed(message: String, next: Int)

    /// Parses what follows the frame's mark; `nil` if it is not such a reply.
    ///
    /// Ignores text after the offset, as printed by an application that adds a word to each line.
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
    /// Only a space or a control character may follow it: any other character is a damaged digit.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        let rest = text.drop { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
        guard rest.first.map({ $0 <= UInt8(ascii: " ") }) ?? true else { return nil }
        return Int(leadingNumber: text)
    }
}
