import LuaREPL
import Testing

@Suite struct LuaLiteralTests {
    @Test func sixValuesAreEscapedAndAllOthersAreRaw() {
        let special: [UInt8: String] = [8: "\\b", 10: "\\n", 13: "\\r", 34: "\\\"", 92: "\\\\", 127: "\\127"]
        for byte in UInt8.min...UInt8.max {
            let expected = special[byte].map { Array($0.utf8) } ?? [byte]
            #expect(LuaLiteral().quoted([byte]) == [34] + expected + [34])
            #expect(LuaLiteral().width(of: byte) == expected.count)
        }
    }

    @Test func theIDF3LineNeedsNULEscaped() {
        let literal = LuaLiteral(escapesNUL: true)
        #expect(literal.quoted([0, 0x31]) == Array("\"\\0001\"".utf8))
        #expect(literal.width(of: 0) == 4)
    }

    @Test func aPrefixFillsItsBudgetAndNoMore() {
        let bytes: [UInt8] = [0x61, 0x0A, 0x62, 0x7F, 0x63]
        let expected = [0: 0, 1: 1, 2: 1, 3: 2, 4: 3, 7: 3, 8: 4, 9: 5, 100: 5]
        for (budget, count) in expected {
            #expect(LuaLiteral().prefixLength(of: bytes[...], fitting: budget) == count)
            let width = LuaLiteral().quoted(bytes.prefix(count)).count - 2
            #expect(width <= budget)
        }
    }

    @Test func telnetsFFIsEscapedIfRequired() {
        let literal = LuaLiteral(escapesFF: true)
        #expect(literal.quoted([0xFE, 0xFF]) == [0x22, 0xFE] + Array(#"\255""#.utf8))
        #expect(literal.width(of: 0xFF) == 4)
        #expect(LuaLiteral().quoted([0xFF]) == [0x22, 0xFF, 0x22])
    }
}
