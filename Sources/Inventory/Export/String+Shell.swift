extension String {
    /// The text as one quoted shell word.
    package var quotedForShell: String {
        let isPlain = utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-_./:=,+@%".utf8.contains(byte)
            }
        }
        guard !isPlain || isEmpty else { return self }
        // By bytes: to a shell, a quote followed by a combining character is still a quote.
        var bytes: [UInt8] = []
        for byte in utf8 { bytes += byte == UInt8(ascii: "'") ? Array("'\\''".utf8) : [byte] }
        return "'" + String(decoding: bytes, as: UTF8.self) + "'"
    }
}
