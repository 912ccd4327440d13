/// Bytes written as hexadecimal digits, for expectations.
func bytes(hex text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

extension [UInt8] {
    /// `count` bytes FF, as in erased flash.
    static func erased(_ count: Int) -> [UInt8] {
        [UInt8](repeating: 0xFF, count: count)
    }
}
