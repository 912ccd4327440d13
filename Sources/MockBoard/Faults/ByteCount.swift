/// A number of bytes in text form: `65536`, `0x10000`, `64K` or `1M`.
package struct ByteCount: Sendable, Hashable {
    /// The number of bytes.
    package let bytes: Int

    /// Creates a number of bytes.
    package init(_ bytes: Int) {
        self.bytes = bytes
    }

    /// Reads a decimal or hexadecimal number; the suffix `K` multiplies it by 1024, `M` by 1024 * 1024.
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
        // Int accepts a plus or minus sign, which no size has.
        guard written.first?.isHexDigit == true, let number = Int(written, radix: hexadecimal ? 16 : 10) else {
            return nil
        }
        let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: unit)
        guard !isTooLarge else { return nil }
        self.bytes = bytes
    }
}
