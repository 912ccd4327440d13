/// Bytes as one line of printable ASCII, with the escapes of C.
///
/// `\n \r \t \b \\` and `\xHH`, always with two digits. A space at either end and a bracket at the beginning are escaped as
/// well: editors remove such spaces, and a bracket starts a count of withheld bytes.
enum EscapedText {
    static func text(of bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 2)
        for (index, byte) in bytes.enumerated() {
            let isAtEnd = index == 0 || index == bytes.count - 1
            switch byte {
            case UInt8(ascii: "\n"): text += Array(#"\n"#.utf8)
            case UInt8(ascii: "\r"): text += Array(#"\r"#.utf8)
            case UInt8(ascii: "\t"): text += Array(#"\t"#.utf8)
            case 0x08: text += Array(#"\b"#.utf8)
            case UInt8(ascii: "\\"): text += Array(#"\\"#.utf8)
            case UInt8(ascii: " ") where isAtEnd, UInt8(ascii: "[") where index == 0: text += hexadecimal(byte)
            case 0x20..<0x7F: text.append(byte)
            default: text += hexadecimal(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; `nil` if it has an unknown escape, or a character that must be escaped.
    static func bytes(of text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        bytes.reserveCapacity(rest.count)
        while let byte = rest.popFirst() {
            guard (0x20..<0x7F).contains(byte) else { return nil }
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "r"): bytes.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "x"):
                let digits = rest.prefix(2)
                guard digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) else {
                    return nil
                }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default: return nil
            }
        }
        return bytes
    }

    private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return [UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
