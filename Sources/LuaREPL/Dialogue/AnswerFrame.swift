/// A framed answer: the number of the question, whether the call returned or raised, its values, and a check.
package struct AnswerFrame: Sendable, Hashable {
    package var question: Int
    package var returned: Bool
    package var values: [LuaValue]

    /// Parses what follows the mark; `nil` if the check is wrong or a part is missing.
    ///
    /// Ignores text after the check, as printed by an application that adds a word to each line.
    package init?(_ bytes: [UInt8]) {
        guard let body = Self.checkedBody(of: bytes) else { return nil }
        let digits = body.prefix { (0x30...0x39).contains($0) }
        guard let question = Int(String(decoding: digits, as: UTF8.self)), digits.endIndex < body.endIndex else {
            return nil
        }
        let verdict = body[digits.endIndex]
        guard verdict == UInt8(ascii: "+") || verdict == UInt8(ascii: "-") else { return nil }
        self.question = question
        returned = verdict == UInt8(ascii: "+")
        let fields = body[(digits.endIndex + 1)...].split(
            separator: UInt8(ascii: ":"),
            omittingEmptySubsequences: false
        )
        values = fields.dropFirst().compactMap(Self.value)
        guard values.count == max(0, fields.count - 1) else { return nil }
    }

    private static func checkedBody(of bytes: [UInt8]) -> ArraySlice<UInt8>? {
        var end = bytes.endIndex
        while let colon = bytes[..<end].lastIndex(of: UInt8(ascii: ":")) {
            let body = bytes[..<colon]
            if let check = Int(leadingNumber: bytes[(colon + 1)...]), check == self.check(of: body) { return body }
            end = colon
        }
        return nil
    }

    /// The check that `dialogue.lua` computes.
    package static func check(of bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { ($0 * 31 + Int($1)) % 65521 }
    }

    private static func value(_ field: ArraySlice<UInt8>) -> LuaValue? {
        guard field.count >= 3 else { return nil }
        let text = unescaped(field.dropFirst(3))
        switch String(decoding: field.prefix(3), as: UTF8.self) {
        case "nil": return .nil
        case "boo": return .boolean(text == Array("true".utf8))
        case "num": return .number(String(decoding: text, as: UTF8.self))
        case "str": return .string(text)
        case "tab", "fun", "use", "thr", "lig", "rom": return .other(String(decoding: text, as: UTF8.self))
        default: return nil
        }
    }

    private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = field.startIndex
        while index < field.endIndex {
            if field[index] == UInt8(ascii: "\\"), index + 3 < field.endIndex,
                let value = UInt8(String(decoding: field[(index + 1)...(index + 3)], as: UTF8.self))
            {
                result.append(value)
                index += 4
            } else {
                result.append(field[index])
                index += 1
            }
        }
        return result
    }
}
