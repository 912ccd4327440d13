import Testing

@testable import LuaREPL

@Suite struct AnswerFrameTests {
    private func frame(_ body: String) -> [UInt8] {
        Array("\(body):\(AnswerFrame.check(of: body.utf8))".utf8)
    }

    @Test func valuesOfEveryType() throws {
        let found = try #require(AnswerFrame(frame(#"7+:nil:bootrue:num42:stra\058b\255:tabtable\058 0x1"#)))
        #expect(found.question == 7)
        #expect(found.returned)
        #expect(
            found.values == [
                .nil, .boolean(true), .number("42"), .string([0x61, 0x3A, 0x62, 0xFF]), .other("table: 0x1"),
            ]
        )
    }

    @Test func anError() throws {
        let found = try #require(AnswerFrame(frame("12-:strboom")))
        #expect(!found.returned)
        #expect(found.values == [.string(Array("boom".utf8))])
    }

    @Test func noValues() throws {
        #expect(try #require(AnswerFrame(frame("3+"))).values.isEmpty)
    }

    @Test("invalid frames", arguments: ["", ":", "7+:nil", "7+:nil:1", "x+:0", "7*:0", "7+:zzzq"])
    func notAFrame(_ text: String) {
        #expect(AnswerFrame(Array(text.utf8)) == nil)
        #expect(AnswerFrame(frame("7+:zzzq")) == nil)
    }

    @Test func everyDamagedByteIsDetected() {
        let good = frame("7+:strhello:num12")
        for index in good.indices {
            for bit in 0..<8 {
                var damaged = good
                damaged[index] ^= 1 << bit
                if let found = AnswerFrame(damaged) { #expect(found == AnswerFrame(good)) }
            }
        }
    }
}
