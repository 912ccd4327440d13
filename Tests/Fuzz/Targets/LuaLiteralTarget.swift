import LuaREPL

/// Any bytes as a Lua literal: no byte in it edits or ends the line, and Lua reads the same bytes.
public enum LuaLiteralTarget: FuzzTarget {
    /// Its name, `lua-literal`.
    public static let name = "lua-literal"

    /// Writes the bytes as a literal and reads it with an independent reader.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        for escapesNUL in [false, true] {
            let encoder = LuaLiteral(escapesNUL: escapesNUL)
            let literal = encoder.quoted(bytes)
            var forbidden: Set<UInt8> = [0x08, 0x0A, 0x0D, 0x7F]
            if escapesNUL { forbidden.insert(0x00) }
            try demand(!literal.contains { forbidden.contains($0) }, "a raw byte that the line editor interprets")
            try demand(literal.count, equals: bytes.map(encoder.width).reduce(2, +), "the width is wrong")
            try demand(string(literal), equals: bytes, "Lua reads other bytes")
            for budget in [0, 1, 3, 200] {
                let count = encoder.prefixLength(of: bytes[...], fitting: budget)
                let width = bytes.prefix(count).map(encoder.width).reduce(0, +)
                try demand(width <= budget, "\(count) bytes do not fit in \(budget)")
                guard count < bytes.count else { continue }
                try demand(width + encoder.width(of: bytes[count]) > budget, "one more byte would fit in \(budget)")
            }
        }
    }

    /// The bytes of a literal (Lua 5.1 manual, 2.1); `nil` if it is not one, or continues after its end.
    private static func string(_ literal: [UInt8]) -> [UInt8]? {
        guard literal.count >= 2, literal.first == 0x22, literal.last == 0x22 else { return nil }
        var string: [UInt8] = []
        var rest = literal.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            if byte == 0x22 { return nil }
            guard byte == 0x5C else {
                string.append(byte)
                continue
            }
            guard let escaped = rest.popFirst() else { return nil }
            switch escaped {
            case UInt8(ascii: "b"): string.append(0x08)
            case UInt8(ascii: "n"): string.append(0x0A)
            case UInt8(ascii: "r"): string.append(0x0D)
            case 0x22, 0x5C: string.append(escaped)
            case 0x30...0x39:
                let digits = [escaped] + rest.prefix(2).prefix { (0x30...0x39).contains($0) }
                rest = rest.dropFirst(digits.count - 1)
                guard let value = UInt8(String(decoding: digits, as: UTF8.self)) else { return nil }
                string.append(value)
            default: return nil
            }
        }
        return string
    }
}
