extension FixedWidthInteger {
    /// The number as people write addresses, `0x10000`; `digits` is the minimum number of digits.
    func hexadecimal(digits: Int = 1) -> String {
        let text = String(self, radix: 16)
        return "0x" + String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
    }
}

extension Sequence<UInt8> {
    /// The bytes as lower-case hexadecimal digits, two for each.
    package var hexadecimal: String {
        var text: [UInt8] = []
        let digits: StaticString = "0123456789abcdef"
        for byte in self {
            text.append(digits.utf8Start[Int(byte >> 4)])
            text.append(digits.utf8Start[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
