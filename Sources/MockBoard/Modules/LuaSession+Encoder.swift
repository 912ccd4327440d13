extension LuaSession {
    /// `encoder` (`nodemcu-firmware dev-esp32 encoder.c`).
    func installEncoder() {
        machine.addModule(
            "encoder",
            [
                "toHex": { call in
                    call.push(try call.checkedBytes(1).flatMap { [Self.digit($0 >> 4), Self.digit($0 & 15)] })
                    return 1
                },
                "fromHex": { call in
                    guard let bytes = Self.bytes(hexadecimal: try call.checkedBytes(1)) else {
                        throw LuaCall.Failure.raise("Invalid hex string")
                    }
                    call.push(bytes)
                    return 1
                },
                "toBase64": { call in
                    call.push(Self.base64(of: try call.checkedBytes(1)))
                    return 1
                },
                "fromBase64": { call in
                    guard let bytes = Self.bytes(base64: try call.checkedBytes(1)) else {
                        throw LuaCall.Failure.raise("Invalid base64 string")
                    }
                    call.push(bytes)
                    return 1
                },
            ]
        )
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x57 + value
    }

    private static func bytes(hexadecimal text: [UInt8]) -> [UInt8]? {
        let digits = text.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func base64(of bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return text
    }

    private static func bytes(base64 text: [UInt8]) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: 4) {
            let group = text[start..<start + 4]
            let padding = group.reversed().prefix { $0 == UInt8(ascii: "=") }.count
            guard padding <= 2, padding == 0 || start + 4 == text.count else { return nil }
            var bits = 0
            for character in group.dropLast(padding) {
                guard let value = alphabet.firstIndex(of: character) else { return nil }
                bits = bits << 6 | value
            }
            bits <<= 6 * padding
            bytes += [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)].dropLast(padding)
        }
        return bytes
    }
}
