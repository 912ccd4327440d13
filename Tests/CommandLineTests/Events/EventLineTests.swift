import Testing

@testable import Reports
@testable import otaflash

struct EventLineTests {
    @Test func `a line is one object and a newline`() {
        #expect(EventLine(["a": 1]).bytes == Array("{\"a\":1}\n".utf8))
        #expect(EventLine(["a": "x\ny"]).bytes.count { $0 == 0x0A } == 1)
    }

    @Test(arguments: [1, 100, 3000, 4100, 100_000])
    func `no line is longer than a pipe takes at once`(length: Int) throws {
        let text = JSONValue.string(String(repeating: "ü", count: length))
        let line = EventLine(["message": text, "list": .array(Array(repeating: text, count: 40)), "seq": 7])
        #expect(line.bytes.count <= 4096)
        #expect(try JSONValue(text: line.bytes)["seq"] == 7)
    }

    @Test func `an event that fits is not truncated`() throws {
        let text = String(repeating: "x", count: 4000)
        #expect(try JSONValue(text: EventLine(["message": .string(text)]).bytes)["message"] == .string(text))
    }
}
