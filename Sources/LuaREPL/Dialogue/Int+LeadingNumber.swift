extension Int {
    /// The decimal number at the start of the text; `nil` if there is none or it is too big.
    package init?(leadingNumber text: ArraySlice<UInt8>) {
        let sign = text.prefix { $0 == UInt8(ascii: "-") }.prefix(1)
        let digits = text.dropFirst(sign.count).prefix { (0x30...0x39).contains($0) }
        self.init(String(decoding: sign + digits, as: UTF8.self))
    }
}
