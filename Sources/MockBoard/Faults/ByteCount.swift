/// A number of bytes as it is written: `65536`, `0x10000`, `64K` or `1M`.
package struct ByteCount: Sendable, Hashable {
    /// How many bytes.
    package let bytes: Int

    /// A number of bytes.
    package init(_ bytes: Int) {
        self.bytes = bytes
    }

    /// Reads a decimal or hexadecimal number; `K` behind it counts in 1024 bytes and `M` in 1024 times that.
    package init?(text: some StringProtocol) {
        let unit =
            switch text.last {
            case "K", "k": 1024
            case "M", "m": 1024 * 1024
            default: 1
            }
        let digits = unit == 1 ? text[...] : text.dropLast()
        let hexadecimal = digits.hasPrefix("0x") || digits.hasPrefix("0X")
        let written = hexadecimal ? digits.dropFirst(2) : digits
        // Int takes a sign, which no size has.
        guard written.first?.isHexDigit == true, let number = Int(written, radix: hexadecimal ? 16 : 10) else {
            return nil
        }
        let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: unit)
        guard !isTooLarge else { return nil }
        self.bytes = bytes
    }
}
